package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of partials share. */
final class Partials {

    static final int MIB = Chunk.MAX_BYTES;

    private Partials() {}

    /** A bit of everything: two roots, folders in folders, something empty, something to run, five chunks. */
    static SentTree tree() {
        return new SentTree()
                .folder("root")
                .folder("root/deep")
                .folder("root/deep/er")
                .file("root/deep/er/run.sh", 3)
                .file("root/deep/nothing", 0)
                .folder("root/empty")
                .file("root/one", MIB + 1)
                .file("root/two", 2 * MIB)
                .file("single.txt", 12_345);
    }

    /** The only hidden folder in a folder. */
    static Path staging(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(path -> path.getFileName().toString().startsWith(Staging.PREFIX))
                    .findAny()
                    .orElseThrow();
        }
    }

    /** As if nobody had touched a hidden folder for 8 days. */
    static void age(Path staging) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        for (String name : List.of("journal", "manifest", "")) {
            Files.setLastModifiedTime(staging.resolve(name), old);
        }
    }

    /** Zeroes where there was something else. */
    static void damage(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(9), position);
        }
    }

    /** The digest of these chunks. */
    static Bytes32 digest(SentTree tree, IntStream chunks) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        chunks.forEach(
                chunk -> digests.writeBytes(SentTree.digest(tree.chunk(chunk)).toByteArray()));
        return SentTree.digest(digests.toByteArray());
    }

    static void assertFault(TransferFault fault, ThrowingCallable deed) {
        TransferException failed = catchThrowableOfType(TransferException.class, deed);
        assertThat(failed).isNotNull();
        assertThat(failed.fault()).isEqualTo(fault);
    }
}
