package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.Patience;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine. */
final class Program {

    static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private static final String DAEMONS = "/usr/sbin";

    private Program() {}

    /** Where it is; throws where it is not. */
    static String find(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)), Stream.of(DAEMONS))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed"));
    }

    /** Starts one whose errors are shown. */
    static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs one to its end, which must be a good one, and returns what it has printed. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        process.outputWriter().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requireGood(process, command.get(0));
        return output;
    }

    static void requireGood(Process process, String name) throws InterruptedException {
        boolean over = process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!over || process.exitValue() != 0) {
            throw new IllegalStateException(name + (over ? " exits with " + process.exitValue() : " does not end"));
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody listens there. */
    static void awaitPort(int port) {
        Patience.await(() -> isOpen(port), "a program to listen");
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
