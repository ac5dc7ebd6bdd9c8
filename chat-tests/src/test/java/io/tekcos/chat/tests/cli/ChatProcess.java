package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A verb in a process, from the jar that users have. Every wait has an end, and close ends the process. */
final class ChatProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private ChatProcess(Process process) {
        this.process = process;
        out = new Lines(process.getInputStream());
        err = new Lines(process.getErrorStream());
    }

    static Path jar() {
        return Path.of(requireNonNull(System.getProperty("chat.jar"))).normalize();
    }

    /** The command that runs a verb, with more options for the JVM. */
    static List<String> command(List<String> jvmOptions, String... args) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A build in the background ignores SIGINT, one under nohup SIGHUP, and what it starts would inherit that.
            command.addAll(List.of("env", "--default-signal=INT,HUP"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(args));
        return command;
    }

    static ChatProcess start(String... args) {
        return start(new ProcessBuilder(command(List.of(), args)));
    }

    static ChatProcess start(ProcessBuilder builder) {
        try {
            return new ChatProcess(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + builder.command(), e);
        }
    }

    /** A server on free ports of loopback. */
    static ChatProcess serve(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "serve", "--json", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--name", "sue"));
        args.addAll(List.of(more));
        return start(args.toArray(String[]::new));
    }

    /** A client of a server that {@link #serve} started. */
    static ChatProcess connect(ChatProcess server, String... more) {
        List<String> args = new ArrayList<>(List.of("connect", "127.0.0.1", "--tcp-port", server.tcpPort()));
        args.addAll(List.of(more));
        return start(args.toArray(String[]::new));
    }

    /** One that takes files, on free ports of loopback. */
    static ChatProcess receive(Path downloads, String... more) {
        return receiveAt("0", downloads, more);
    }

    /** The same, on a TCP port of its own. */
    static ChatProcess receiveAt(String tcpPort, Path downloads, String... more) {
        List<String> args = new ArrayList<>(List.of("receive", "--bind", "127.0.0.1", "--tcp-port", tcpPort));
        args.addAll(
                List.of("--udp-port", "0", "--accept", "all", "--downloads", downloads.toString(), "--name", "sue"));
        args.addAll(List.of(more));
        return start(args.toArray(String[]::new));
    }

    /** One that sends a file to a server that writes events. */
    static ChatProcess send(ChatProcess server, Path file, String... more) {
        List<String> args = new ArrayList<>(
                List.of("send", "127.0.0.1", file.toString(), "--tcp-port", server.tcpPort(), "--name", "ann"));
        args.addAll(List.of(more));
        return start(args.toArray(String[]::new));
    }

    String tcpPort() {
        return awaitEvent("listening").get("tcpPort").asText();
    }

    ChatProcess type(String text) {
        return type((text + "\n").getBytes(UTF_8));
    }

    ChatProcess type(byte[] bytes) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(bytes);
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("it reads no more; " + this, e);
        }
        return this;
    }

    ChatProcess endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // it has ended already
        }
        return this;
    }

    void signal(String name) throws IOException, InterruptedException {
        signal(process.toHandle(), name);
    }

    static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** With -9. What it has written can still be read, which it could not be if the process itself were told. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; " + this);
            }
            out.join();
            err.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String awaitOut(Predicate<String> wanted) {
        return out.await(wanted, this);
    }

    String awaitErr(String part) {
        return err.await(line -> line.contains(part), this);
    }

    JsonNode awaitEvent(String name) {
        return awaitEvent(name, event -> true);
    }

    JsonNode awaitEvent(String name, Predicate<JsonNode> wanted) {
        return parse(awaitOut(line -> {
            JsonNode event = parse(line);
            return event.get("event").asText().equals(name) && wanted.test(event);
        }));
    }

    JsonNode awaitMessage(String text) {
        return awaitEvent("message", event -> event.get("text").asText().equals(text));
    }

    void awaitUdpUp() {
        awaitEvent("path", event -> event.get("udp").asText().equals("up"));
    }

    List<JsonNode> events(String name) {
        return events(out(), name);
    }

    static List<JsonNode> events(List<String> lines, String name) {
        return lines.stream()
                .map(ChatProcess::parse)
                .filter(event -> event.get("event").asText().equals(name))
                .toList();
    }

    List<String> out() {
        return out.all();
    }

    List<String> err() {
        return err.all();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return process + "\nstdout: " + out.tail() + "\nstderr: " + err.tail();
    }

    static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    /** What a process writes, a thread reading it. */
    private static final class Lines {

        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(InputStream from) {
            reader = new Thread(() -> read(from), "lines of a process");
            reader.setDaemon(true);
            reader.start();
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        synchronized List<String> tail() {
            return List.copyOf(lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        }

        void join() throws InterruptedException {
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }

        synchronized String await(Predicate<String> wanted, ChatProcess process) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            try {
                for (int next = 0; ; next++) {
                    while (next == lines.size()) {
                        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                        if (ended || left <= 0) {
                            String why = ended ? "it ended" : "time is up";
                            throw new AssertionError(why + " before the line came; " + process);
                        }
                        wait(left);
                    }
                    if (wanted.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private void read(InputStream from) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException closed) {
                // by closeOutput
            }
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }
    }
}
