package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Figure;
import io.tekcos.chat.bench.loop.Round;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One strategy's figures for one work item.
 *
 * @param ratios each round's figure divided by the floor's of the same turn; empty if the floor failed
 * @param failure why there are no figures; null if there are
 */
record StrategyReport(
        Strategy strategy,
        String description,
        Map<Figure, Spread> figures,
        Map<Figure, Spread> ratios,
        List<Round> rounds,
        @Nullable String failure) {

    static StrategyReport of(WorkItem item, Lane lane, List<Round> floor) {
        Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
        Map<Figure, Spread> ratios = new EnumMap<>(Figure.class);
        List<Round> rounds = lane.rounds();
        if (!rounds.isEmpty()) {
            for (Figure figure : item.shape().figures()) {
                figures.put(figure, Spread.of(values(figure, rounds)));
                if (!floor.isEmpty()) {
                    ratios.put(figure, Spread.of(ratios(values(figure, rounds), values(figure, floor))));
                }
            }
        }
        return new StrategyReport(lane.strategy(), lane.description(), figures, ratios, rounds, lane.failure());
    }

    private static List<Double> values(Figure figure, List<Round> rounds) {
        return rounds.stream().map(round -> round.figure(figure)).toList();
    }

    private static List<Double> ratios(List<Double> values, List<Double> floor) {
        return IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / floor.get(round))
                .toList();
    }

    /** Texts of a measured round, as the first warm-up round sized them. */
    long textsARound() {
        return rounds.isEmpty() ? 0 : rounds.get(0).texts();
    }

    double lossPercent() {
        long texts = rounds.stream().mapToLong(Round::texts).sum();
        long lost = rounds.stream().mapToLong(Round::lost).sum();
        return 100.0 * lost / texts;
    }
}
