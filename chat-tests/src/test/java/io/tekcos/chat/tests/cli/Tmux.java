package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal: a tmux server of its own, without anybody's configuration, whose one pane runs a script. */
final class Tmux implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path socket;

    /**
     * @param directory where programs are looked for first; the server's socket lies there too
     */
    Tmux(Path directory, int columns, int rows, String script) {
        socket = directory.resolve("tmux-" + COUNT.incrementAndGet());
        String command = "export PATH='" + directory + "':\"$PATH\" XDG_STATE_HOME='" + directory + "' LC_ALL=C.UTF-8\n"
                + script;
        run("", "-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh", "-c", command);
    }

    Tmux type(String text) {
        run("", "send-keys", "-l", text);
        return this;
    }

    /** Presses keys by tmux's names, such as {@code C-c} and {@code Enter}. */
    Tmux press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        run("", command.toArray(String[]::new));
        return this;
    }

    Tmux paste(String text) {
        run(text, "load-buffer", "-");
        run("", "paste-buffer", "-p");
        return this;
    }

    void resize(int columns, int rows) {
        run("", "resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** What is on the screen, without the empty rows below. */
    List<String> screen() {
        return run("", "capture-pane", "-p")
                .stripTrailing()
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /** Waits until the last row that is not empty is this. */
    void awaitLast(String row) {
        await(
                "the last row is '" + row + "'",
                screen -> !screen.isEmpty() && screen.get(screen.size() - 1).equals(row));
    }

    void awaitRow(String part) {
        await("a row has '" + part + "'", screen -> screen.stream().anyMatch(row -> row.contains(part)));
    }

    void await(String what, Predicate<List<String>> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> screen = screen();
        while (!condition.test(screen)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never happened: " + what + "; the screen is\n" + String.join("\n", screen));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            screen = screen();
        }
    }

    /** The program that runs in the pane's script. */
    ProcessHandle program() {
        long shell =
                Long.parseLong(run("", "display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(program().pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        run("", "kill-server");
    }

    private String run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        try {
            Process tmux = builder.start();
            try (OutputStream to = tmux.getOutputStream()) {
                to.write(input.getBytes(UTF_8));
            }
            String output = new String(tmux.getInputStream().readAllBytes(), UTF_8);
            if (tmux.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
