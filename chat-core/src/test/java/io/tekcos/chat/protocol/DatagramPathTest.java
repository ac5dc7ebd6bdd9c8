package io.tekcos.chat.protocol;

import static io.tekcos.chat.model.PathState.DOWN;
import static io.tekcos.chat.model.PathState.PROBING;
import static io.tekcos.chat.model.PathState.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramPathTest {

    private static final PathChanged CLIENT_BOUND = new PathChanged(UP, "bound to 192.168.0.1 port 2000");
    private static final PathChanged SERVER_BOUND = new PathChanged(UP, "bound to 192.168.0.7 port 5000");
    private static final PathChanged NO_ANSWER = new PathChanged(DOWN, "no answer for 3 s");
    private static final PathChanged NOT_BOUND = new PathChanged(DOWN, "not bound within 3 s");

    private final PathPair pair = new PathPair();
    private final PathPair.End client = pair.client;
    private final PathPair.End server = pair.server;

    @Test
    void shouldComeUpAtBothEndsAndStayUp() {
        pair.begin();
        pair.passMillis(60_000);

        assertThat(client.changes).containsExactly(CLIENT_BOUND);
        assertThat(server.changes).containsExactly(SERVER_BOUND);
        assertThat(client.path.roundTrip().samples()).isEqualTo(12);
        assertThat(server.path.roundTrip().samples()).isEqualTo(12);
        assertThat(client.path.arrivals()).isEqualTo(new Arrivals(0, 0, 0));
        assertThat(server.path.arrivals()).isEqualTo(new Arrivals(0, 0, 0));
    }

    @Test
    void shouldSayNothingBeforeThereIsASocket() {
        pair.passMillis(10_000);
        assertThat(client.sent).isEmpty();
        assertThat(client.path.state()).isEqualTo(PROBING);
        assertThat(client.path.untilPoll(pair.now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldBeDownWhenNotBoundInTimeAndComeUpAllTheSame() {
        pair.cutToServer = true;
        pair.begin();
        pair.passMillis(2_990);
        assertThat(client.changes).isEmpty();
        pair.passMillis(10);
        assertThat(client.changes).containsExactly(NOT_BOUND);
        assertThat(server.changes).containsExactly(NOT_BOUND);

        pair.cutToServer = false;
        pair.passMillis(1_000);
        assertThat(client.changes).containsExactly(NOT_BOUND, CLIENT_BOUND);
        assertThat(server.changes).containsExactly(NOT_BOUND, SERVER_BOUND);
    }

    @Test
    void shouldBeProbedAnewByAnotherConnectionAndSayWhenItStaysDown() {
        comeUp();
        client.path.detach();
        client.path.rebind(new ClientBinding(BindingDance.ID, Keys.SECRET, pair.now));
        pair.cutToServer = true;
        client.path.begin(pair.now);
        pair.passMillis(3_000);

        assertThat(client.changes)
                .containsExactly(
                        CLIENT_BOUND,
                        new PathChanged(DOWN, PathChanged.NO_CONNECTION),
                        new PathChanged(PROBING, "there is another TCP connection"),
                        NOT_BOUND);
    }

    @Test
    void shouldGoDownAndReturnWhenThePathIsCutForTenSeconds() {
        comeUp();
        pair.cutToServer = true;
        pair.cutToClient = true;
        pair.passMillis(10_000);
        assertThat(client.changes).containsExactly(CLIENT_BOUND, NO_ANSWER);
        assertThat(server.changes).containsExactly(SERVER_BOUND, NO_ANSWER);

        pair.cutToServer = false;
        pair.cutToClient = false;
        pair.passMillis(1_500);

        assertThat(client.path.state()).isEqualTo(UP);
        assertThat(server.path.state()).isEqualTo(UP);
        assertThat(client.changes).hasSize(3);
        assertThat(server.changes).hasSize(3);
    }

    @Test
    void shouldGoDownAtBothEndsWhenOneDirectionIsCut() {
        comeUp();
        pair.cutToClient = true;
        pair.passMillis(10_000);
        assertThat(client.path.state()).isEqualTo(DOWN);
        assertThat(server.path.state()).isEqualTo(DOWN);

        pair.cutToClient = false;
        pair.passMillis(1_500);
        assertThat(client.path.state()).isEqualTo(UP);
        assertThat(server.path.state()).isEqualTo(UP);
    }

    @Test
    void shouldComeBackByAnAnswerWhereTheOtherEndNeverNoticed() {
        comeUp();
        pair.cutToServer = true;
        pair.cutToClient = true;
        pair.passMillis(4_000);
        pair.clientRuns = false; // it does not even notice that it misses something
        pair.passMillis(6_000);
        assertThat(server.changes).containsExactly(SERVER_BOUND, NO_ANSWER);

        pair.clientRuns = true;
        pair.cutToServer = false;
        pair.cutToClient = false;
        pair.passMillis(1_200);
        assertThat(server.changes)
                .containsExactly(SERVER_BOUND, NO_ANSWER, new PathChanged(UP, "datagrams are answered again"));
        assertThat(client.changes).containsExactly(CLIENT_BOUND);
    }

    @Test
    void shouldFollowItsClientToANewAddressWithoutGoingDown() {
        comeUp();
        pair.clientAddress = PathPair.AWAY;
        pair.passMillis(6_000);

        assertThat(server.changes).containsExactly(SERVER_BOUND, new PathChanged(UP, "moved to 192.168.0.8 port 5001"));
        assertThat(client.changes).containsExactly(CLIENT_BOUND);
        assertThat(server.path.peer()).isEqualTo(PathPair.AWAY);
        server.say("found you");
        pair.turn();
        assertThat(client.texts).containsExactly("found you");
    }

    @Test
    void shouldFollowItsClientAtOnceWhenAsLongATextComesFromTheNewAddress() {
        comeUp();
        pair.clientAddress = PathPair.AWAY;
        client.say("lost, but as long as a cookie");
        pair.turn();

        assertThat(server.path.peer()).isEqualTo(PathPair.AWAY);
        assertThat(server.texts).isEmpty();
        assertThat(server.dropped).containsExactly(DropReason.WRONG_ADDRESS);
    }

    @Test
    void shouldNotAnswerWithMoreThanItWasAsked() {
        assertThat(PathPair.sizeOf(new PingDatagram(1, 1, 1))).isEqualTo(HeloOk.BYTES);
        assertThat(PathPair.sizeOf(new PongDatagram(1, 1, 1))).isLessThan(HeloOk.BYTES);
    }

    @Test
    void shouldRenewTheClientsSocketEveryFiveSecondsWhileDown() {
        comeUp();
        pair.cutToClient = true;
        while (client.path.state() == UP) {
            pair.passMillis(10);
        }
        assertThat(client.renewals).isEqualTo(1);
        pair.passMillis(12_000);
        assertThat(client.renewals).isEqualTo(3);

        pair.cutToClient = false;
        pair.passMillis(10_000);
        assertThat(client.renewals).isEqualTo(3);
    }

    @Test
    void shouldAskForANewCookieWhenItGoesDown() {
        comeUp();
        client.sent.clear();
        pair.cutToServer = true;
        pair.passMillis(20_000);
        assertThat(client.sent).filteredOn(Helo.class::isInstance).hasSizeGreaterThan(10);
    }

    @Test
    void shouldGoOnTryingWhenTheFirstSocketFailed() {
        client.path.begin(pair.now);
        client.path.fail("no UDP socket", pair.now);
        assertThat(client.changes).containsExactly(new PathChanged(DOWN, "no UDP socket"));
        pair.passMillis(4_990);
        assertThat(client.renewals).isZero();
        pair.passMillis(10);
        assertThat(client.renewals).isEqualTo(1);
    }

    @Test
    void shouldBeWatchedHoweverOftenAForgedBoundComes() {
        comeUp();
        pair.cutToServer = true;
        for (int i = 0; i < 100 && client.path.state() == UP; i++) {
            client.path.onDatagram(new Bound(BindingDance.ID, 1000 + i), 17, PathPair.SERVER, pair.now);
            pair.passMillis(100);
        }
        assertThat(client.changes).containsExactly(CLIENT_BOUND, NO_ANSWER);
    }

    @Test
    void shouldTakeNoAnswerThatCouldBeGuessed() {
        comeUp();
        pair.cutToServer = true;
        pair.cutToClient = true;
        for (int i = 0; i < 100; i++) {
            server.path.onDatagram(new PongDatagram(BindingDance.ID, 1000 + i, i), 25, PathPair.HOME, pair.now);
            pair.passMillis(100);
        }
        assertThat(server.changes).containsExactly(SERVER_BOUND, NO_ANSWER);
        assertThat(server.path.roundTrip().samples()).isEqualTo(1);
    }

    @Test
    void shouldDoNothingAfterTheEnd() {
        comeUp();
        client.path.end();
        server.path.end();
        client.sent.clear();
        server.say("too late");
        client.path.begin(pair.now); // a socket that was opened too late
        client.path.fail("no UDP socket", pair.now);
        pair.passMillis(30_000);

        assertThat(client.path.state()).isEqualTo(DOWN);
        assertThat(client.sent).isEmpty();
        assertThat(client.texts).isEmpty();
        assertThat(client.changes).containsExactly(CLIENT_BOUND);
        assertThat(client.path.untilPoll(pair.now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldTellWhenItHasSomethingToDo() {
        pair.begin();
        assertThat(client.path.untilPoll(pair.now)).isZero();
        assertThat(server.path.untilPoll(pair.now)).isEqualTo(DatagramPath.PROBING);
        pair.turn();
        assertThat(client.path.untilPoll(pair.now)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(server.path.untilPoll(pair.now)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    private void comeUp() {
        pair.begin();
        pair.passMillis(1_500);
        assertThat(client.path.state()).isEqualTo(UP);
        assertThat(server.path.state()).isEqualTo(UP);
    }
}
