package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.nio.file.Path;

/** Two ends of which the far one keeps what the near one sends. */
public interface FileLink extends AutoCloseable {

    /**
     * Sends a file, or a folder with all that is in it, and blocks until all of it is whole in the far end's folder.
     *
     * @param folder where nothing is yet
     * @return how long it took, in nanoseconds
     */
    long send(Path what, Path folder) throws Exception;

    /** Throws unless what is in the folder now is what was sent, byte for byte. */
    default void requireSame(Path what, Path folder) throws IOException {
        Trees.requireSame(what, folder.resolve(what.getFileName()));
    }

    @Override
    void close() throws IOException;
}
