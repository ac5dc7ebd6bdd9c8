package io.tekcos.chat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every verb has: its options, its output, and how it ends. */
@Command(
        versionProvider = Chat.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
abstract class Verb implements Callable<Integer> {

    private final Streams streams;

    @Option(names = "--json", description = "Print one JSON object a line, for programs.")
    private boolean json;

    @Option(names = "-v", description = "Show what the library logs; -vv shows all of it.")
    private boolean[] verbosity = {};

    Verb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public final Integer call() {
        LogSetup.setVerbosity(verbosity.length);
        Stop stop = new Stop();
        boolean atTerminal = !json && Streams.areTerminal();
        Runnable onBroken = () -> stop.request(Stop.Reason.OUTPUT_CLOSED);
        try (Dialogue dialogue = new Dialogue(streams, atTerminal, onBroken)) {
            stop.onSignals(dialogue::close);
            Output output = json
                    ? new JsonOutput(events(dialogue))
                    : new PeopleOutput(
                            events(dialogue), dialogue.err(), Colours.ofProcess(), atTerminal, isAboutFiles());
            return run(dialogue, output, stop);
        }
    }

    /** Whether it sends no texts. */
    boolean isAboutFiles() {
        return false;
    }

    /** Where data goes; elsewhere if stdout is for something else. */
    LineSink events(Dialogue dialogue) {
        return dialogue.out();
    }

    private int run(Dialogue dialogue, Output output, Stop stop) {
        try {
            return talk(dialogue, output, stop);
        } catch (RuntimeException | Error e) {
            dialogue.close(); // a line editor that has failed must not have to show it
            Failure failure = Failure.of(e);
            output.error(failure.code(), failure.text());
            return failure.exitCode();
        }
    }

    /** Does the work and returns the exit code; what it throws is one of the failures of {@link Failure}. */
    abstract int talk(Dialogue dialogue, Output output, Stop stop);
}
