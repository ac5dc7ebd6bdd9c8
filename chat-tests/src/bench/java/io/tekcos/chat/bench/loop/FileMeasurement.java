package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Something is sent, to where nothing is yet; then both are compared byte for byte, and that is not timed. */
final class FileMeasurement implements Measurement {

    private final Workshop workshop = new Workshop();
    private final boolean tree;
    private final FileLink link;

    FileMeasurement(Shape shape, Transport transport) throws Exception {
        tree = shape == Shape.TREE;
        link = transport.openFiles();
    }

    @Override
    public Round round(int size) throws Exception {
        Path sent = workshop.sent(tree ? Trees::tree : Trees::file, size);
        Path arrivals = workshop.freshArrivals();
        long nanos = link.send(sent, arrivals);
        link.requireSame(sent, arrivals);
        Trees.delete(arrivals);
        return new Round(size, 0, nanos, Map.of(tree ? Figure.FILE_RATE : Figure.BYTE_RATE, rate(size, nanos)));
    }

    private double rate(int size, long nanos) {
        return tree ? size * 1e9 / nanos : (double) ((long) size << 20) / nanos;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
