package io.tekcos.chat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that only the user can open, and that is gone with the program. Any thread. */
final class Scratch implements AutoCloseable {

    private @Nullable Path folder;
    private boolean closed;

    /** The folder, made when it is first asked for. */
    synchronized Path folder() throws IOException {
        if (closed) {
            throw new IOException("the program is ending");
        }
        if (folder == null) {
            folder = Files.createTempDirectory("chat-");
        }
        return folder;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stays) {
            // in the system's temporary folder, which is cleared in its time
        }
    }
}
