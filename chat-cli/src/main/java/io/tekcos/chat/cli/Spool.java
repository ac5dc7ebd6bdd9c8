package io.tekcos.chat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what is piped in as a file, for as long as it is sent: a transfer must know its size, and be able to read again. */
final class Spool implements AutoCloseable {

    private final Scratch scratch = new Scratch();
    private final String name;

    /**
     * @param name what the file is called at the other end
     */
    Spool(String name) {
        boolean isFolder = name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
        if (name.isEmpty() || isFolder) {
            throw new UsageException("--as wants the name of a file, without a folder");
        }
        this.name = name;
    }

    /** Reads all there is; returns the file with it. */
    Path fill(InputStream in) throws IOException {
        Path file = scratch.folder().resolve(name);
        Files.copy(in, file);
        return file;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
