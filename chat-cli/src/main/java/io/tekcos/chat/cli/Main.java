package io.tekcos.chat.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
        StartUp.shorten();
        int exitCode = run(Streams.ofProcess(), args);
        // Everything is printed and flushed, and every session closed: no thread is left to wait for, and an orderly
        // exit would spend 300 ms on the clients' event loops, which nobody outside the library can stop.
        Runtime.getRuntime().halt(exitCode);
    }

    private static int run(Streams streams, String... args) {
        try {
            Prepared prepared = Prepared.ofProcess();
            return prepared == null ? commandLine(streams, Verbs.wantedBy(args)).execute(args) : prepared.run(streams);
        } catch (RuntimeException | Error broken) { // and no thread of the network keeps the program alive
            new LineWriter(streams.err(), () -> {}).println("chat: An error in the program: " + broken);
            return ExitCode.FAILED;
        }
    }

    /**
     * The program's command line.
     *
     * @param verbs those that it knows
     */
    static CommandLine commandLine(Streams streams, List<Class<? extends Callable<Integer>>> verbs) {
        CommandLine chat = new CommandLine(new Chat(), new Verbs(streams));
        for (Class<? extends Callable<Integer>> verb :
                verbs) { // as a lambda, it would keep picocli out of the class archive
            chat.addSubcommand(verb);
        }
        return chat.setOut(new PrintWriter(streams.out(), true))
                .setErr(new PrintWriter(streams.err(), true))
                .setExecutionStrategy(new CommandLine.RunLast())
                .setParameterExceptionHandler(new Failure.WrongUsage());
    }
}
