package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** This program as a process of its own, driven through its input and its {@code --json} output. It ends with its input. */
final class Child implements AutoCloseable {

    private static final Duration ENDING = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Writer input;
    private final Thread reader;
    private final List<ChildEvent> events = new ArrayList<>();
    private boolean ended;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        input = process.outputWriter(UTF_8);
        reader = new Thread(this::read, name);
        reader.setDaemon(true);
    }

    /** Starts a verb, with the Java and the classes that this process has. */
    static Child start(String name, String... verb) {
        List<String> command = OwnCommand.with();
        command.addAll(arguments(name, verb));
        return start(name, command);
    }

    /** Starts a process that gets ready for a verb, and waits until {@link #run} says with which arguments. */
    static Child prepare(String name, String verb) {
        return start(name, OwnCommand.with("-D" + Prepared.PROPERTY + "=" + verb));
    }

    /** Lets a prepared process run its verb. */
    void run(String... verb) {
        type(Prepared.line(arguments(name, verb)));
    }

    private static Child start(String name, List<String> command) {
        try {
            Child child = new Child(
                    name,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
            child.reader.start();
            return child;
        } catch (IOException impossible) {
            throw new DemoException("The " + name + " cannot be started: " + impossible.getMessage());
        }
    }

    private static List<String> arguments(String name, String... verb) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--json", "--name", name, "--no-fallback"));
        return arguments;
    }

    void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException gone) {
            throw new DemoException("The " + name + " does not listen any more" + lastError());
        }
    }

    /** Waits for an event, and throws if it does not come in time or cannot come any more. */
    ChildEvent require(String what, Duration atMost, Predicate<ChildEvent> wanted) {
        ChildEvent event = await(atMost, wanted);
        if (event == null) {
            throw new DemoException("The " + name + " did not say '" + what + "'" + lastError());
        }
        return event;
    }

    /** Waits for an event, which may have come already; null if it does not come in time or cannot come any more. */
    synchronized @Nullable ChildEvent await(Duration atMost, Predicate<ChildEvent> wanted) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (int next = 0; ; next++) {
                while (next == events.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (ended || left <= 0) {
                        return null;
                    }
                    wait(left);
                }
                if (wanted.test(events.get(next))) {
                    return events.get(next);
                }
            }
        } catch (InterruptedException nobodyInterrupts) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Asks it to end and waits for it; returns everything it ever said. */
    List<ChildEvent> finish() {
        type("/quit");
        try {
            reader.join(ENDING.toMillis());
            if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoException("The " + name + " does not end");
            }
        } catch (InterruptedException nobodyInterrupts) {
            Thread.currentThread().interrupt();
        }
        if (process.exitValue() != 0) {
            throw new DemoException("The " + name + " ended with exit code " + process.exitValue() + lastError());
        }
        synchronized (this) {
            return List.copyOf(events);
        }
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(ChildEvent.parse(line));
            }
        } catch (IOException unreadable) {
            // Whoever waits for more of it says what is missing.
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void add(ChildEvent event) {
        events.add(event);
        notifyAll();
    }

    private synchronized String lastError() {
        return events.stream()
                .filter(event -> event.is("error"))
                .reduce((first, second) -> second)
                .map(event -> ": " + event.get("text"))
                .orElse("");
    }
}
