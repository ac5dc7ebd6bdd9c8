package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Round trips of texts: first with nothing else to do, then while a file is on its way at half the rate at which it had just
 * gone without a limit and without texts. The texts are those that were sent before the file was whole.
 */
final class FileChatMeasurement implements Measurement {

    private static final int IDLE_TEXTS = 10_000;
    private static final int MOST_TEXTS = 1_000_000;

    private final Workshop workshop = new Workshop();
    private final Tally sent = new Tally();
    private final Tally farEnd = new Tally();
    private final Tally echoed = new Tally();
    private final long[] idle = new long[IDLE_TEXTS];
    private final long[] busy = new long[MOST_TEXTS];
    private final FileChatLink link;

    FileChatMeasurement(Transport transport) throws Exception {
        link = transport.openFileChat(farEnd::enter);
    }

    @Override
    public Round round(int mebibytes) throws Exception {
        Path file = workshop.sent(Trees::file, mebibytes);
        double bytes = (long) mebibytes << 20;
        long begin = System.nanoTime();
        double free = bytes / send(file, Long.MAX_VALUE);
        for (int i = 0; i < IDLE_TEXTS; i++) {
            idle[i] = exchange();
        }
        link.beginFile(file, workshop.freshArrivals(), (long) (free / 2 * 1e9));
        int count = 0;
        while (link.isSending() && count < MOST_TEXTS) {
            busy[count++] = exchange();
        }
        double half = bytes / end(file);
        long total = System.nanoTime() - begin;
        sent.requireSame(farEnd);
        sent.requireSame(echoed);
        link.requireSent(sent.count());
        return new Round(mebibytes, 0, total, figures(Arrays.copyOf(busy, count), free, half));
    }

    private long send(Path file, long bytesPerSecond) throws Exception {
        link.beginFile(file, workshop.freshArrivals(), bytesPerSecond);
        return end(file);
    }

    private long end(Path file) throws Exception {
        long nanos = link.endFile();
        Path arrivals = workshop.arrivals();
        Trees.requireSame(file, arrivals.resolve(file.getFileName()));
        Trees.delete(arrivals);
        return nanos;
    }

    private long exchange() throws Exception {
        String text = Texts.withNumber(sent.count());
        long start = System.nanoTime();
        String echo = link.exchange(text);
        long nanos = System.nanoTime() - start;
        sent.enter(text);
        echoed.enter(echo);
        return nanos;
    }

    private Map<Figure, Double> figures(long[] beside, double free, double half) {
        Arrays.sort(idle);
        Arrays.sort(beside);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.P50, Round.percentile(idle, 0.50) / 1e3);
        figures.put(Figure.P99, Round.percentile(idle, 0.99) / 1e3);
        figures.put(Figure.FILE_P50, Round.percentile(beside, 0.50) / 1e3);
        figures.put(Figure.FILE_P99, Round.percentile(beside, 0.99) / 1e3);
        figures.put(Figure.FILE_TO_IDLE, Round.percentile(beside, 0.99) / Round.percentile(idle, 0.99));
        figures.put(Figure.FREE_RATE, free);
        figures.put(Figure.HALF_RATE, half);
        return figures;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
