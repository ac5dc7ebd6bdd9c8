package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.FileLink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the network alone can: as many bytes as the file has, from memory to memory. Settings: writes as long as a chunk, one stream.
 * Its far end stops to count when its near end is done, and so always misses some; the rate is that of what the far end has counted,
 * by its own clock.
 */
final class Iperf3 implements FileLink {

    private static final Pattern RECEIVED = Pattern.compile(
            "\"sum_received\"\\s*:\\s*\\{[^}]*?\"seconds\"\\s*:\\s*([0-9.]+)[^}]*?\"bytes\"\\s*:\\s*([0-9]+)");
    private static final double MOST_MISSING = 0.05;

    private final String iperf3 = Program.find("iperf3");
    private final String port;
    private final Process server;

    Iperf3() throws IOException {
        port = String.valueOf(Program.freePort());
        server = Program.start(List.of(iperf3, "-s", "--forceflush", "-B", Program.LOOPBACK, "-p", port));
        server.getInputStream().read(); // it says so when it listens; a mere connection it would take for a test
        Thread reader = new Thread(this::readOn, "iperf3");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public long send(Path file, Path folder) throws Exception {
        long bytes = Files.size(file);
        Matcher received = RECEIVED.matcher(Program.run(
                List.of(iperf3, "-c", Program.LOOPBACK, "-p", port, "-n", String.valueOf(bytes), "-l", "1M", "-J")));
        if (!received.find() || Double.parseDouble(received.group(2)) < bytes * (1 - MOST_MISSING)) {
            throw new IOException("iperf3's far end has not counted most of " + bytes + " bytes");
        }
        double seconds = Double.parseDouble(received.group(1));
        return (long) (seconds * 1e9 * bytes / Double.parseDouble(received.group(2)));
    }

    private void readOn() {
        try {
            server.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // and so does this
        }
    }

    /** It keeps nothing. */
    @Override
    public void requireSame(Path what, Path folder) {}

    @Override
    public void close() {
        server.destroy();
    }
}
