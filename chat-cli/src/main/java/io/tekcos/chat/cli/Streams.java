package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
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

    /** Whether the process reads from and writes to a terminal that can do more than show lines. */
    static boolean areTerminal() {
        return isCapableTerminal() && isConsole();
    }

    /** Whether the terminal that the program was started on, if it was, can do more than show lines. */
    static boolean isCapableTerminal() {
        String type = System.getenv("TERM");
        return type == null ? System.getProperty("os.name", "").startsWith("Windows") : !type.equals("dumb");
    }

    @SuppressWarnings("SystemConsoleNull") // null on JDK 17 to 21 only; newer ones are asked
    private static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from JDK 22 on there is always a console, and it says what it is
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
