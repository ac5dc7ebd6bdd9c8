package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Round;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.worker.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One strategy's part in an interleaving. Once something goes wrong it has no figures any more, only the reason. */
final class Lane implements AutoCloseable {

    private static final double SECONDS_A_ROUND = 2;
    private static final double MOST_LOSS = 0.001;

    private final Strategy strategy;
    private final WorkItem item;
    private final List<Round> rounds = new ArrayList<>();
    private Optional<WorkerProcess> worker = Optional.empty();
    private @Nullable String failure;
    private String description = "";
    private int textsARound;

    Lane(Strategy strategy, WorkItem item, Options options) {
        this.strategy = strategy;
        this.item = item;
        textsARound = item.shape().isSizedByHand()
                ? options.mebibytes()
                : item.shape().fewestTexts();
        try {
            WorkerProcess started = WorkerProcess.start(strategy, item, options.folder());
            worker = Optional.of(started);
            description = started.awaitReady();
        } catch (WorkerFailedException e) {
            fail(e);
        }
    }

    void warmUp() throws InterruptedException {
        runRound().ifPresent(round -> textsARound = item.shape().textsLasting(SECONDS_A_ROUND, round));
    }

    void measure() throws InterruptedException {
        runRound().ifPresent(rounds::add);
    }

    private Optional<Round> runRound() throws InterruptedException {
        if (failure != null) {
            return Optional.empty();
        }
        try {
            Round round = worker.orElseThrow().round(textsARound);
            requireLittleLoss(round);
            return Optional.of(round);
        } catch (WorkerFailedException e) {
            fail(e);
            return Optional.empty();
        }
    }

    private static void requireLittleLoss(Round round) throws WorkerFailedException {
        if (round.lost() > round.texts() * MOST_LOSS) {
            throw new WorkerFailedException(String.format("lost %d texts of %d", round.lost(), round.texts()));
        }
    }

    private void fail(WorkerFailedException reason) {
        System.err.printf("%n!!! %s, %s: %s%n%n", item.title(), strategy.title(), reason.getMessage());
        failure = reason.getMessage();
        rounds.clear();
        close();
    }

    Strategy strategy() {
        return strategy;
    }

    String description() {
        return description;
    }

    @Nullable
    String failure() {
        return failure;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    @Override
    public void close() {
        worker.ifPresent(WorkerProcess::close);
    }
}
