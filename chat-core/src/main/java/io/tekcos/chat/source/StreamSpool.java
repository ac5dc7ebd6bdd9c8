package io.tekcos.chat.source;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Shown;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A stream that was read to its end into a file in a folder of its own, which only its owner can enter. */
final class StreamSpool implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;

    private StreamSpool(Path file) {
        this.file = file;
    }

    static StreamSpool of(InputStream in, String name) {
        SegmentNames.require(name, name);
        StreamSpool spool = new StreamSpool(resolve(makeFolder(), name));
        try {
            spool.copy(in, name);
            return spool;
        } catch (RuntimeException failed) {
            spool.close();
            throw failed;
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(""));
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    private void copy(InputStream in, String name) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = read(in, buffer, name); count >= 0; count = read(in, buffer, name)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    private static int read(InputStream in, byte[] buffer, String name) {
        try {
            return in.read(buffer);
        } catch (IOException failed) {
            String message =
                    "What was to be sent as " + Shown.text(name) + " could not be read to its end; send it again";
            throw new TransferException(TransferFault.SOURCE_UNREADABLE, message, failed);
        }
    }

    private static Path makeFolder() {
        try {
            return Files.createTempDirectory("chat-stream-");
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    private static Path resolve(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException unnamable) {
            throw Faults.badName(Shown.text(name), "is not that of a file here");
        }
    }
}
