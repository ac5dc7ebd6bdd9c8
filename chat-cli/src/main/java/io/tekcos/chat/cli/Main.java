package io.tekcos.chat.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {

    private Main() {}

    /**
     * Runs a verb and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int exitCode = commandLine(Streams.ofProcess()).execute(args);
        // Everything is printed and flushed, and every session closed: no thread is left to wait for, and an orderly
        // exit would spend 300 ms on the clients' event loops, which nobody outside the library can stop.
        Runtime.getRuntime().halt(exitCode);
    }

    static CommandLine commandLine(Streams streams) {
        return new CommandLine(new Chat(), new Verbs(streams))
                .setOut(new PrintWriter(streams.out(), true))
                .setErr(new PrintWriter(streams.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new CommandLine.RunLast())
                .setParameterExceptionHandler(Failure::onWrongUsage);
    }
}
