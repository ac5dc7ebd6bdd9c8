package io.tekcos.chat.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values over the rounds: their median, extremes, and the 95 % interval of the median.
 *
 * @param interval the values of two ranks, equally far from both ends, between which the true median lies with at least
 *     95 % by the binomial distribution, whatever the values' own distribution; null below 6 values
 */
record Spread(
        double median, double min, double max, @Nullable Interval interval) {

    private static final double TAIL = 0.025;

    record Interval(double low, double high) {}

    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = sorted.length;
        return new Spread(
                (sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[0], sorted[count - 1], interval(sorted));
    }

    private static @Nullable Interval interval(double[] sorted) {
        int below = ranksBelow(sorted.length);
        return below == 0 ? null : new Interval(sorted[below - 1], sorted[sorted.length - below]);
    }

    /** The largest rank k for which fewer than k of {@code count} fair coins show heads in at most 2.5 % of cases. */
    private static int ranksBelow(int count) {
        double probability = Math.pow(0.5, count);
        double cumulated = probability;
        int rank = 0;
        while (cumulated <= TAIL) {
            rank++;
            probability = probability * (count - rank + 1) / rank;
            cumulated += probability;
        }
        return rank;
    }
}
