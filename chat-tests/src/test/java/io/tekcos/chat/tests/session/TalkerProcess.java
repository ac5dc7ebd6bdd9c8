package io.tekcos.chat.tests.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** A {@link Talker} in its process, and what it reported. Every wait has an end, and close ends the process. */
final class TalkerProcess implements AutoCloseable {

    private static final String ENDED = "(it ended)";

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String[]> report = new ArrayList<>();

    TalkerProcess(Object... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Talker.class.getName()));
        Stream.of(args).map(String::valueOf).forEach(command::add);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "talker's lines");
        reader.setDaemon(true);
        reader.start();
    }

    void tell(String command) {
        commands.println(command);
    }

    /** Waits for a line that begins so, and returns what follows; whatever it wrote before is part of its report. */
    String await(String beginning) {
        List<String> before = new ArrayList<>();
        while (true) {
            String line = Waiting.take(lines);
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            if (line.equals(ENDED)) {
                throw new AssertionError("it ended before it said " + beginning + ": " + String.join("\n", before));
            }
            before.add(line);
            report.add(line.split(" "));
        }
    }

    /** What follows the first word, of the lines that begin with it. */
    List<List<String>> reported(String word) {
        return report.stream()
                .filter(words -> words[0].equals(word))
                .map(words -> List.of(words).subList(1, words.length))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read(BufferedReader from) {
        try (from) {
            from.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException broken) {
            // says the same as the end of the output
        }
        lines.add(ENDED);
    }
}
