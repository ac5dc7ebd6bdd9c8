package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Round trips of a session that was let in, in blocks by turns: while its server has peace, and while it is flooded. */
final class FloodMeasurement implements Measurement {

    private static final int PAIRS_OF_BLOCKS = 4;

    private final Tally sent = new Tally();
    private final Tally farEnd = new Tally();
    private final Tally echoed = new Tally();
    private final FloodLink link;

    FloodMeasurement(Transport transport) throws Exception {
        link = transport.openFlood(farEnd::enter);
    }

    @Override
    public Round round(int texts) throws Exception {
        int each = texts / (2 * PAIRS_OF_BLOCKS);
        long[] peace = new long[each * PAIRS_OF_BLOCKS];
        long[] flood = new long[each * PAIRS_OF_BLOCKS];
        long connections = 0;
        long flooded = 0;
        long begin = System.nanoTime();
        for (int block = 0; block < PAIRS_OF_BLOCKS; block++) {
            exchange(peace, block * each, each);
            long rising = System.nanoTime();
            link.beginFlood();
            exchange(flood, block * each, each);
            connections += link.endFlood();
            flooded += System.nanoTime() - rising;
        }
        long total = System.nanoTime() - begin;
        sent.requireSame(farEnd);
        sent.requireSame(echoed);
        link.requireSent(sent.count());
        return new Round(peace.length + flood.length, 0, total, figures(peace, flood, connections * 1e9 / flooded));
    }

    private void exchange(long[] nanos, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            String text = Texts.withNumber(sent.count());
            long start = System.nanoTime();
            String echo = link.exchange(text);
            nanos[i] = System.nanoTime() - start;
            sent.enter(text);
            echoed.enter(echo);
        }
    }

    private static Map<Figure, Double> figures(long[] peace, long[] flood, double connectionsPerSecond) {
        Arrays.sort(peace);
        Arrays.sort(flood);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.P50, Round.percentile(peace, 0.50) / 1e3);
        figures.put(Figure.P99, Round.percentile(peace, 0.99) / 1e3);
        figures.put(Figure.FLOOD_P50, Round.percentile(flood, 0.50) / 1e3);
        figures.put(Figure.FLOOD_P99, Round.percentile(flood, 0.99) / 1e3);
        figures.put(Figure.FLOOD_TO_IDLE, Round.percentile(flood, 0.50) / Round.percentile(peace, 0.50));
        figures.put(Figure.FLOOD_RATE, connectionsPerSecond);
        return figures;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
