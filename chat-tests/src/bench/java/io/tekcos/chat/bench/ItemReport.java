package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Round;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import java.util.List;

/** One work item's figures. */
record ItemReport(WorkItem item, List<StrategyReport> strategies) {

    static ItemReport of(WorkItem item, List<Lane> lanes) {
        List<Round> floor = lanes.stream()
                .filter(lane -> lane.strategy() == Strategy.floorOf(item))
                .flatMap(lane -> lane.rounds().stream())
                .toList();
        return new ItemReport(
                item,
                lanes.stream().map(lane -> StrategyReport.of(item, lane, floor)).toList());
    }

    boolean isComplete() {
        return strategies.stream().allMatch(strategy -> strategy.failure() == null);
    }
}
