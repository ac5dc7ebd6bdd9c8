package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Relayed.Direction;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a NAT, a firewall and a broken network do to a session's datagrams, and what both ends say and do about it. The times are
 * the protocol's own, so all of it goes on at once from the beginning, each with a session of its own; a test then waits for one.
 */
class PathHealthTest {

    private static final String DEAD = "no answer for 3 s";

    private static CompletableFuture<Void> moved;
    private static CompletableFuture<Void> cut;
    private static CompletableFuture<Void> cutToServer;
    private static CompletableFuture<Void> cutToClient;
    private static CompletableFuture<Void> blocked;

    private interface Scenario {
        void play() throws IOException;
    }

    @BeforeAll
    static void beginAll() {
        moved = begin(PathHealthTest::move);
        cut = begin(() -> cutAndHeal(relay -> {
            relay.toServer.cut();
            relay.toClient.cut();
        }));
        cutToServer = begin(() -> cutAndHeal(relay -> relay.toServer.cut()));
        cutToClient = begin(() -> cutAndHeal(relay -> relay.toClient.cut()));
        blocked = begin(PathHealthTest::openLate);
    }

    @Test
    void shouldMoveToANewAddressWithoutGoingDown() {
        Waiting.get(moved);
    }

    @Test
    void shouldGoDownOnceWhenCutAndFallBackAndReturn() {
        Waiting.get(cut);
    }

    @Test
    void shouldGoDownAtBothEndsWhenCutToTheServerAlone() {
        Waiting.get(cutToServer);
    }

    @Test
    void shouldGoDownAtBothEndsWhenCutToTheClientAlone() {
        Waiting.get(cutToClient);
    }

    @Test
    void shouldComeUpLateWhenBlockedFromTheStart() {
        Waiting.get(blocked);
    }

    private static void move() throws IOException {
        try (Relayed relayed = new Relayed().udpUp()) {
            shouldHaveChanged(
                    relayed.atServer, PathState.UP, "bound to 127.0.0.1 port " + relayed.relay.outgoingPort());
            shouldHaveChanged(relayed.atClient, PathState.UP, "bound to 127.0.0.1 port " + relayed.relay.port());

            relayed.relay.rebind();

            shouldHaveChanged(
                    relayed.atServer, PathState.UP, "moved to 127.0.0.1 port " + relayed.relay.outgoingPort());
            shouldCarryTexts(relayed);
            assertThat(relayed.atServer.paths).isEmpty();
            assertThat(relayed.atClient.paths).isEmpty();
            shouldEndInOrder(relayed);
        }
    }

    private static void cutAndHeal(Consumer<UdpRelay> cut) throws IOException {
        try (Relayed relayed = new Relayed().udpUp()) {
            shouldCarryTexts(relayed);
            Waiting.take(relayed.atServer.paths);
            Waiting.take(relayed.atClient.paths);

            cut.accept(relayed.relay);

            shouldHaveChanged(relayed.atServer, PathState.DOWN, DEAD);
            shouldHaveChanged(relayed.atClient, PathState.DOWN, DEAD);
            shouldFallBack(relayed);
            heal(relayed);
            shouldEndInOrder(relayed);
        }
    }

    private static void openLate() throws IOException {
        Consumer<UdpRelay> block = relay -> {
            relay.toServer.cut();
            relay.toClient.cut();
        };
        try (Relayed relayed = new Relayed(builder -> builder, builder -> builder, block)) {
            assertThat(relayed.client.udp()).isEqualTo(PathState.PROBING);
            shouldHaveChanged(relayed.atServer, PathState.DOWN, "not bound within 3 s");
            shouldHaveChanged(relayed.atClient, PathState.DOWN, "not bound within 3 s");
            shouldFallBack(relayed);
            heal(relayed);
            shouldEndInOrder(relayed);
        }
    }

    private static void heal(Relayed relayed) {
        assertThat(relayed.atServer.paths).isEmpty();
        assertThat(relayed.atClient.paths).isEmpty();
        relayed.relay.toServer.heal();
        relayed.relay.toClient.heal();

        assertThat(Waiting.take(relayed.atServer.paths).udp()).isEqualTo(PathState.UP);
        assertThat(Waiting.take(relayed.atClient.paths).udp()).isEqualTo(PathState.UP);
        shouldCarryTexts(relayed);
    }

    private static void shouldFallBack(Relayed relayed) {
        for (Direction way : new Direction[] {relayed.toServer(), relayed.toClient()}) {
            assertThat(way.from().udp()).isEqualTo(PathState.DOWN);
            for (Via via : new Via[] {Via.UDP, Via.BOTH}) {
                Sending sending = way.from().send("by the other path", via);
                assertThat(sending.via()).isEqualTo(Via.TCP);
                assertThat(Waiting.get(sending))
                        .isEqualTo(new Receipt(sending.id(), Via.TCP, Receipt.Status.DELIVERED));
                assertThat(way.heard().message())
                        .extracting(Message::id, Message::via, Message::both)
                        .containsExactly(sending.id(), Via.TCP, false);
                assertThat(Waiting.failure(way.from().send("no", via, Fallback.NONE), SendRefusedException.class)
                                .reason())
                        .isEqualTo(Reason.UDP_NOT_UP);
            }
            assertThat(way.from().counters().udp().fallbacks()).isEqualTo(2);
        }
    }

    private static void shouldCarryTexts(Relayed relayed) {
        shouldCarryText(relayed.toServer());
        shouldCarryText(relayed.toClient());
    }

    private static void shouldCarryText(Direction way) {
        long sent = way.from().counters().udp().textsSent();
        long received = way.to().counters().udp().textsReceived();

        Sending sending = way.from().send("by UDP", Via.UDP, Fallback.NONE);

        assertThat(Waiting.get(sending)).isEqualTo(new Receipt(sending.id(), Via.UDP, Receipt.Status.SENT));
        assertThat(way.heard().message()).extracting(Message::id, Message::via).containsExactly(sending.id(), Via.UDP);
        assertThat(way.from().counters().udp().textsSent()).isEqualTo(sent + 1);
        Waiting.until("it was counted", () -> way.to().counters().udp().textsReceived() == received + 1);
    }

    private static void shouldHaveChanged(Heard heard, PathState state, String why) {
        assertThat(Waiting.take(heard.paths)).isEqualTo(new PathChanged(state, why));
    }

    private static void shouldEndInOrder(Relayed relayed) {
        Session client = relayed.client;
        client.close();
        Waiting.get(relayed.accepted.whenClosed());
        shouldHaveHeardNothingMore(relayed.atServer.paths);
        shouldHaveHeardNothingMore(relayed.atClient.paths);
        assertThat(relayed.atServer.messages).isEmpty();
        assertThat(relayed.atClient.messages).isEmpty();
    }

    private static void shouldHaveHeardNothingMore(BlockingQueue<PathChanged> paths) {
        assertThat(paths).isEmpty();
    }

    private static CompletableFuture<Void> begin(Scenario scenario) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        scenario.play();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Pair.THREADS);
    }
}
