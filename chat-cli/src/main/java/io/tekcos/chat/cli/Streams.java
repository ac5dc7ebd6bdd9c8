package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;

/**
 * The three standard streams. Text on them is UTF-8 whatever the locale says, so {@code System.out} is passed by.
 *
 * @param in the input, not buffered
 * @param out for data
 * @param err for everything else
 */
record Streams(InputStream in, Writer out, Writer err) {

    static Streams ofProcess() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8),
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), UTF_8));
    }
}
