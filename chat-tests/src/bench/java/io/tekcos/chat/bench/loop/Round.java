package io.tekcos.chat.bench.loop;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One round, its two ends' counts already compared.
 *
 * @param texts sent, all of which arrived but {@code lost}, which only datagrams can be
 */
public record Round(long texts, long lost, long nanos, Map<Figure, Double> figures) {

    static Round oneWay(long texts, long lost, long nanos) {
        return new Round(texts, lost, nanos, Map.of(Figure.RATE, (texts - lost) * 1e3 / nanos));
    }

    static Round roundTrips(long[] sortedNanos, long nanos) {
        return new Round(
                sortedNanos.length,
                0,
                nanos,
                Map.of(
                        Figure.P50,
                        percentile(sortedNanos, 0.50) / 1e3,
                        Figure.P99,
                        percentile(sortedNanos, 0.99) / 1e3));
    }

    static double percentile(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }

    public double figure(Figure figure) {
        Double value = figures.get(figure);
        if (value == null) {
            throw new IllegalArgumentException("this round has no " + figure);
        }
        return value;
    }

    /** One line, as the worker hands it to the driver. */
    public String toLine() {
        return texts + " " + lost + " " + nanos
                + figures.entrySet().stream()
                        .map(figure -> " " + figure.getKey() + " " + figure.getValue())
                        .collect(Collectors.joining());
    }

    public static Round ofLine(String line) {
        String[] words = line.split(" ", -1);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (int i = 3; i + 1 < words.length; i += 2) {
            figures.put(Figure.valueOf(words[i]), Double.valueOf(words[i + 1]));
        }
        return new Round(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), figures);
    }
}
