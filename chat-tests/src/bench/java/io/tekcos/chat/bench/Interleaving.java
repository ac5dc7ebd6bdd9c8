package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import java.util.Arrays;
import java.util.List;

/**
 * One work item on several strategies, in rounds A B C D A B C D: whatever else the machine does meanwhile falls upon
 * all of them alike, and the rounds of one turn are a pair.
 */
final class Interleaving implements AutoCloseable {

    /** The first sizes the rounds; by the third the JIT compiler has seen them in that size. */
    static final int WARM_UP_ROUNDS = 3;

    private final WorkItem item;
    private final List<Lane> lanes;

    private Interleaving(WorkItem item, List<Lane> lanes) {
        this.item = item;
        this.lanes = lanes;
    }

    /** Starts a worker for each of the chosen strategies that has such a thing; and the floor, as a ratio needs it. */
    static Interleaving start(WorkItem item, Options options) {
        return new Interleaving(
                item,
                Arrays.stream(Strategy.values())
                        .filter(strategy -> strategy.has(item))
                        .filter(strategy ->
                                options.strategies().contains(strategy) || strategy == Strategy.floorOf(item))
                        .map(strategy -> new Lane(strategy, item, options))
                        .toList());
    }

    ItemReport measure(int rounds) throws InterruptedException {
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            System.err.printf("%s: warm-up %d of %d%n", item.title(), round, WARM_UP_ROUNDS);
            for (Lane lane : lanes) {
                lane.warmUp();
            }
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("%s: round %d of %d%n", item.title(), round, rounds);
            for (Lane lane : lanes) {
                lane.measure();
            }
        }
        return ItemReport.of(item, lanes);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
