package io.tekcos.chat.bench.worker;

import io.tekcos.chat.bench.loop.Measurement;
import io.tekcos.chat.bench.loop.Transport;
import io.tekcos.chat.bench.loop.WorkItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process of one strategy and one work item. Each line of standard input asks for a round of so many texts, or files, or MiB; each
 * line of standard output answers. When the driver is gone, so is its end of standard input, and the worker with it.
 */
public final class Worker {

    /** The answer once both ends are open; a description follows. */
    public static final String READY = "ready ";

    /** The answer to a round; its line follows. */
    public static final String ROUND = "round ";

    /** The answer when it cannot go on; the reason follows. */
    public static final String FAILED = "failed ";

    private Worker() {}

    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever a library prints must not be taken for an answer
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> readUntilTheDriverIsGone(requests), "requests");
        reader.setDaemon(true);
        reader.start();
        try {
            measure(Strategy.valueOf(args[0]), WorkItem.valueOf(args[1]), requests, answers);
        } catch (Throwable failure) { // a LinkageError is as good a reason as any
            failure.printStackTrace();
            answers.println(FAILED + failure.toString().replace('\n', ' '));
            halt(1);
        }
    }

    private static void measure(Strategy strategy, WorkItem item, BlockingQueue<String> requests, PrintStream answers)
            throws Exception {
        Transport transport = strategy.transport();
        try (Measurement measurement = Measurement.of(item, transport)) {
            answers.println(READY + transport.description());
            while (true) {
                int texts = Integer.parseInt(requests.take());
                answers.println(ROUND + measurement.round(texts).toLine());
            }
        }
    }

    private static void readUntilTheDriverIsGone(BlockingQueue<String> requests) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = input.readLine()) != null) {
                requests.add(line);
            }
        } catch (IOException broken) {
            // says the same as the end of the input
        }
        halt(0);
    }

    /** With the programs that it has started. */
    private static void halt(int status) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(status);
    }
}
