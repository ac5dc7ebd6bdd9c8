package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Round;
import io.tekcos.chat.bench.loop.Trees;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import io.tekcos.chat.bench.worker.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A strategy's own JVM, seen from the driver. */
final class WorkerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path workshop;
    private final PrintWriter requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private WorkerProcess(Process process, Path workshop) {
        this.process = process;
        this.workshop = workshop;
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(() -> readAnswers(process.inputReader(StandardCharsets.UTF_8)), "answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one that keeps its files in a new folder in {@code folder}. */
    static WorkerProcess start(Strategy strategy, WorkItem item, Path folder) throws WorkerFailedException {
        try {
            Path workshop = Leftovers.newFolder(folder);
            return new WorkerProcess(
                    new ProcessBuilder(WorkerCommand.of(strategy, item, workshop))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start(),
                    workshop);
        } catch (IOException e) {
            throw new WorkerFailedException("its JVM did not start", e);
        }
    }

    /** Waits until both ends are open, and returns what the strategy says of itself. */
    String awaitReady() throws WorkerFailedException {
        return answer(Worker.READY, START_LIMIT);
    }

    Round round(int texts) throws WorkerFailedException {
        requests.println(texts);
        return Round.ofLine(answer(Worker.ROUND, ROUND_LIMIT));
    }

    private String answer(String expected, Duration limit) throws WorkerFailedException {
        String line = nextAnswer(limit);
        if (!line.startsWith(expected)) {
            throw new WorkerFailedException(line);
        }
        return line.substring(expected.length());
    }

    private String nextAnswer(Duration limit) throws WorkerFailedException {
        try {
            String line = answers.poll(limit.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new WorkerFailedException("no answer within " + limit.toSeconds() + " s");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerFailedException("the driver was interrupted", e);
        }
    }

    private void readAnswers(BufferedReader output) {
        try (output) {
            output.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException broken) {
            // says the same as the end of the output
        }
        answers.add(Worker.FAILED + "its JVM ended");
    }

    /** Closing its input ends a worker; one that hangs is killed. Its files are removed. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Trees.delete(workshop);
        } catch (IOException | UncheckedIOException failed) {
            System.err.println("!!! not removed: " + workshop + ": " + failed);
        }
    }
}
