package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.PathState;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The test matrix of GameNetworkingSockets (tests/test_connection.cpp) on real sockets: so much loss, lag each way and
 * reordering, while texts go by all three ways in both directions at once. The client's side is impaired, in both directions,
 * and its stream has the same lag. A relay between the sockets keeps a record of what really left either side, so that every
 * number is accounted for: it arrived or it is in the log of faults. All rows go on at once.
 */
class ImpairmentMatrixTest {

    /** A row of the matrix. */
    enum Row {
        TEN_PERCENT(0.10, "loss=10%,delay=50ms,reorder=2%,tcp.delay=50ms,seed=10"),
        FIVE_PERCENT(0.05, "loss=5%,delay=10ms,reorder=1%,tcp.delay=10ms,seed=5"),
        TWENTY_PERCENT(0.20, "loss=20%,delay=100ms,reorder=4%,tcp.delay=100ms,seed=20"),
        TWO_PERCENT(0.02, "loss=2%,delay=5ms,reorder=2%,tcp.delay=5ms,seed=2");

        final double loss;
        final String spec;

        Row(double loss, String spec) {
            this.loss = loss;
            this.spec = spec;
        }
    }

    private static final Map<Row, CompletableFuture<Void>> RUNS = new ConcurrentHashMap<>();

    @BeforeAll
    static void beginAll() {
        Stream.of(Row.values()).forEach(row -> RUNS.put(row, CompletableFuture.runAsync(() -> run(row), Pair.THREADS)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHold(Row row) {
        Waiting.get(Objects.requireNonNull(RUNS.get(row)));
    }

    private static void run(Row row) {
        Queue<Fault> faults = new ConcurrentLinkedQueue<>();
        try (Relayed relayed = new Relayed(
                        server -> server,
                        client -> client.impairment(Impairment.parse(row.spec)).faultLog(faults::add),
                        relay -> {})
                .udpUp()) {
            MixedTexts up = new MixedTexts(relayed.toServer());
            MixedTexts down = new MixedTexts(relayed.toClient());
            for (int round = 0; round < MixedTexts.ROUNDS; round++) {
                up.sendSome();
                down.sendSome();
                up.awaitReceipts();
                down.awaitReceipts();
            }
            if (row != Row.TWENTY_PERCENT || stayedUp(relayed)) {
                FaultyWay.toServer(relayed, faults).shouldAddUp();
                FaultyWay.toClient(relayed, faults).shouldAddUp();
            }
            up.shouldHaveArrived(row.loss);
            down.shouldHaveArrived(row.loss);
            relayed.client.close();
            assertThat(Waiting.get(relayed.client.whenClosed()).cause()).isEqualTo(CloseCause.GOODBYE);
            assertThat(Waiting.get(relayed.accepted.whenClosed()).cause()).isEqualTo(CloseCause.GOODBYE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * At 20 % a path goes down now and then. Then the client's socket is replaced, and what was on its way to the old one is
     * in nobody's log.
     */
    private static boolean stayedUp(Relayed relayed) {
        return Stream.of(relayed.atClient, relayed.atServer)
                .flatMap(heard -> heard.paths.stream())
                .allMatch(change -> change.udp() == PathState.UP);
    }
}
