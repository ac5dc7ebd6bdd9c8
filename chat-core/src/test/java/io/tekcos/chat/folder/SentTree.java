package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestEntry.Kind;
import io.tekcos.chat.wire.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Files and folders that a sender could have, in memory, and all that a receiver is told about them. */
final class SentTree {

    static final long MODIFIED = 1_500_000_000_123_456_000L;

    private final List<ManifestEntry> entries = new ArrayList<>();
    private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private byte[] whole = new byte[0];

    SentTree folder(String path) {
        return add(new ManifestEntry(Kind.FOLDER, false, MODIFIED, 0, path), new byte[0]);
    }

    SentTree file(String path, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(path.hashCode()).nextBytes(bytes);
        return file(path, bytes, path.endsWith(".sh"), MODIFIED);
    }

    SentTree file(String path, byte[] bytes, boolean executable, long modified) {
        return add(new ManifestEntry(Kind.FILE, executable, modified, bytes.length, path), bytes);
    }

    private SentTree add(ManifestEntry entry, byte[] bytes) {
        entries.add(entry);
        manifest.writeBytes(entry.toBytes());
        content.writeBytes(bytes);
        whole = new byte[0];
        return this;
    }

    List<ManifestEntry> entries() {
        return entries;
    }

    byte[] manifest() {
        return manifest.toByteArray();
    }

    OfferedFiles offered() {
        return new OfferedFiles(new TransferId(1, 2), entries.get(0).path(), entries.size(), content.size());
    }

    int chunks() {
        return (int) new Content(content.size()).chunks();
    }

    byte[] chunk(int number) {
        if (whole.length != content.size()) {
            whole = content.toByteArray();
        }
        int from = number * Chunk.MAX_BYTES;
        return Arrays.copyOfRange(whole, from, from + new Content(whole.length).lengthOf(number));
    }

    Partial open(Downloads downloads, Path folder, IfExists ifExists) {
        byte[] list = manifest();
        return downloads.open(
                offered(), list.length, digest(list), ReceivePolicy.into(folder).withIfExists(ifExists));
    }

    /** Opens it, with the manifest. */
    Partial listed(Downloads downloads, Path folder, IfExists ifExists) {
        Partial partial = open(downloads, folder, ifExists);
        try {
            if (!partial.hasManifest()) {
                partial.addManifest(manifest(), manifest.size());
                partial.endManifest();
            }
            return partial;
        } catch (RuntimeException failed) {
            partial.close();
            throw failed;
        }
    }

    boolean write(Partial partial, int number) {
        byte[] bytes = chunk(number);
        return partial.write(number, digest(bytes), new ArrivingChunk(ByteBuffer.wrap(bytes)));
    }

    void writeAll(Partial partial) {
        for (int i = 0; i < chunks(); i++) {
            int chunk = i;
            if (partial.unwanted().stream().noneMatch(run -> run.contains(chunk))) {
                assertThat(write(partial, chunk)).isTrue();
            }
        }
    }

    /** From the beginning to the end. */
    Received receive(Downloads downloads, Path folder, IfExists ifExists) {
        try (Partial partial = listed(downloads, folder, ifExists)) {
            writeAll(partial);
            assertThat(partial.isComplete()).isTrue();
            return partial.finish();
        }
    }

    /** Everything is as it was sent, and there is nothing else. */
    void assertIn(Path folder) throws IOException {
        int at = 0;
        for (ManifestEntry entry : entries) {
            Path path = folder.resolve(entry.path());
            if (entry.kind() == Kind.FILE) {
                byte[] expected = Arrays.copyOfRange(content.toByteArray(), at, at += (int) entry.size());
                assertThat(Arrays.mismatch(Files.readAllBytes(path), expected))
                        .as(entry.path())
                        .isEqualTo(-1);
                assertThat(Files.isExecutable(path)).as(entry.path()).isEqualTo(entry.executable());
            } else {
                assertThat(path).isDirectory();
            }
            assertThat(Files.getLastModifiedTime(path).to(TimeUnit.MICROSECONDS))
                    .as(entry.path())
                    .isEqualTo(entry.modified() / 1_000);
        }
        assertThat(all(folder)).hasSize(entries.size());
    }

    /** What is below a folder. */
    static List<String> all(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    static Bytes32 digest(byte[] bytes) {
        return Sha256.of(ByteBuffer.wrap(bytes));
    }
}
