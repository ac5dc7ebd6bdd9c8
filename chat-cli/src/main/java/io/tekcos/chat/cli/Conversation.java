package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Carries out the lines of input, one after the other, on a thread of its own. */
final class Conversation {

    private final LineSource lines;
    private final Output output;
    private final Executor printer;
    private final Audience audience;
    private final Fates fates;
    private final Fallback fallback;
    private final BadNetwork network;
    private final FileCommands files;
    private Via via;

    Conversation(
            LineSource lines,
            Output output,
            Executor printer,
            Audience audience,
            Fates fates,
            TalkOptions options,
            FileCommands files) {
        this.lines = lines;
        this.output = output;
        this.printer = printer;
        this.audience = audience;
        this.fates = fates;
        via = options.via();
        fallback = options.fallback();
        network = options.network();
        this.files = files;
    }

    /** Starts reading. */
    void start(Runnable onQuit, Runnable onEnd) {
        Thread reader = new Thread(() -> run(onQuit, onEnd), "input");
        reader.setDaemon(true);
        reader.start();
    }

    private void run(Runnable onQuit, Runnable onEnd) {
        try {
            converse(onQuit, onEnd);
        } catch (RuntimeException | Error broken) { // nobody reads the input any more: to go on would be to hang
            fates.onFailed();
            try {
                Failure failure = Failure.of(broken);
                output.error(failure.code(), failure.text());
            } finally {
                onQuit.run();
            }
        }
    }

    private void converse(Runnable onQuit, Runnable onEnd) {
        try {
            for (LineSource.Line line = lines.next(); line != null; line = lines.next()) {
                if (!carryOut(line)) {
                    sayLastWords();
                    onQuit.run();
                    return;
                }
            }
            sayLastWords();
        } catch (IOException unreadable) {
            print(() -> output.error(
                    "input", "the input cannot be read (" + unreadable.getMessage() + "): what came before was sent"));
            fates.onFailed();
        } catch (InterruptedException nobodyInterrupts) {
            Thread.currentThread().interrupt();
        }
        onEnd.run();
    }

    private void sayLastWords() throws InterruptedException {
        files.await(audience.patience());
        new LastWords(audience, output).await();
    }

    /** Returns false when it was the last line to be heard. */
    private boolean carryOut(LineSource.Line line) throws InterruptedException {
        if (line.problem() != null) {
            refuse(
                    line,
                    line.problem().code(),
                    LineName.of(line.number()) + " " + line.problem().why());
            return true;
        }
        Request request = Request.parse(line.text());
        if (request instanceof Request.Say say) {
            say(line, say.text(), via);
        } else if (request instanceof Request.SayBy say) {
            say(line, say.text(), say.via());
        } else if (request instanceof Request.Switch change) {
            onPath(line, change.via());
        } else if (request instanceof Request.SendFile file) {
            refuse(line, "file", files.send(line.number(), file.argument()));
        } else if (request instanceof Request.Decide decision) {
            refuse(line, "file", decide(decision));
        } else if (request instanceof Request.Wrong wrong) {
            refuse(line, wrong.code(), LineName.prefix(line.number()) + wrong.why());
        } else if (request instanceof Request.Do command) {
            return carryOut(command.command());
        }
        return true;
    }

    private boolean carryOut(Command command) {
        switch (command) {
            case PEERS -> {
                print(() -> audience.showPeers(output));
            }
            case STATS -> {
                audience.outboxes().forEach(to -> print(() -> output.stats(to.session())));
                print(() -> audience.showTotals(output));
                print(() -> network.show(output));
            }
            case HELP -> print(() -> output.help(audience.takesTexts()));
            case QUIT -> {
                return false;
            }
            case TCP, UDP, BOTH, FILE, ACCEPT, REFUSE, CANCEL ->
                throw new IllegalStateException(command + " is not a command without argument");
        }
        return true;
    }

    private void onPath(LineSource.Line line, Via now) {
        if (!audience.takesTexts()) {
            refuseText(line);
            return;
        }
        via = now;
        lines.onPath(now);
        String by = now == Via.BOTH ? "both paths" : now.name();
        print(() -> output.note("Texts go by " + by + " from now on."));
    }

    private void say(LineSource.Line line, String text, Via by) throws InterruptedException {
        if (!audience.send(line.number(), text, by, fallback)) {
            refuseText(line);
        }
    }

    private void refuseText(LineSource.Line line) {
        refuse(line, "nobody", LineName.of(line.number()) + " was not sent: " + audience.whyNobody());
    }

    private Optional<String> decide(Request.Decide decision) {
        int number = decision.number();
        return switch (decision.what()) {
            case ACCEPT -> files.accept(number);
            case REFUSE -> files.refuse(number);
            case CANCEL -> files.cancel(number);
            default -> throw new IllegalStateException(decision.what() + " decides nothing");
        };
    }

    private void refuse(LineSource.Line line, String code, Optional<String> why) {
        why.ifPresent(text -> refuse(line, code, LineName.prefix(line.number()) + text));
    }

    /** Says why a line is not carried out; who typed it at a prompt has seen that, a script learns of it by the exit code. */
    private void refuse(LineSource.Line line, String code, String why) {
        print(() -> output.error(code, why));
        if (line.number() != 0) {
            fates.onFailed();
        }
    }

    /** Prints in turn with what comes from the network, and reads no further before that: what waits to be printed stays little. */
    private void print(Runnable line) {
        CompletableFuture.runAsync(line, printer).join();
    }
}
