package io.tekcos.chat.protocol;

import static io.tekcos.chat.model.PathState.DOWN;
import static io.tekcos.chat.model.PathState.PROBING;
import static io.tekcos.chat.model.PathState.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.TextDatagram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A datagram path that outlives the TCP connections which its ids belong to. */
class DatagramPathRebindTest {

    private static final long NEXT_ID = BindingDance.ID + 1;
    private static final PathChanged LOST = new PathChanged(DOWN, "the TCP connection is lost");
    private static final PathChanged PROBED = new PathChanged(PROBING, "there is another TCP connection");

    private final PathPair pair = new PathPair();
    private final PathPair.End client = pair.client;
    private final PathPair.End server = pair.server;

    @BeforeEach
    void comeUp() {
        pair.begin();
        pair.passMillis(1_500);
        client.changes.clear();
        server.changes.clear();
        client.sent.clear();
        server.sent.clear();
    }

    @Test
    void shouldBeDownAndSilentWithoutAConnection() {
        detach();
        pair.passMillis(60_000);

        assertThat(client.changes).containsExactly(LOST);
        assertThat(server.changes).containsExactly(LOST);
        assertThat(client.sent).isEmpty();
        assertThat(server.sent).isEmpty();
        assertThat(client.renewals).isZero();
        assertThat(client.path.untilPoll(pair.now)).isEqualTo(Long.MAX_VALUE);
        assertThat(server.path.peer()).isNull();
    }

    @Test
    void shouldHearNothingWithoutAConnection() {
        detach();
        int received = server.received;
        client.say("too late");
        pair.turn();

        assertThat(server.texts).isEmpty();
        assertThat(server.received).isEqualTo(received);
    }

    @Test
    void shouldBeBoundAnewUnderTheNextId() {
        detach();
        rebind();
        assertThat(client.path.state()).isEqualTo(DOWN);
        pair.begin();
        pair.passMillis(100);

        assertThat(client.changes).containsExactly(LOST, PROBED, new PathChanged(UP, "bound to 192.168.0.1 port 2000"));
        assertThat(server.changes).containsExactly(LOST, PROBED, new PathChanged(UP, "bound to 192.168.0.7 port 5000"));
        assertThat(client.sent).extracting(Datagram::id).containsOnly(NEXT_ID);
        client.say("here again");
        pair.turn();
        assertThat(server.texts).containsExactly("here again");
    }

    @Test
    void shouldBeBoundAnewEvenIfNobodyHadNoticedTheLoss() {
        rebind();
        pair.begin();
        pair.passMillis(100);
        client.say("here again");
        pair.turn();

        assertThat(server.texts).containsExactly("here again");
        assertThat(server.path.peer()).isEqualTo(PathPair.HOME);
    }

    @Test
    void shouldDropAtTheClientWhatBearsTheIdBefore() {
        detach();
        rebind();
        pair.begin();
        pair.passMillis(100);
        Datagram late = new TextDatagram(BindingDance.ID, 1000, 1, 0, "of the id before");
        client.path.onDatagram(late, PathPair.sizeOf(late), PathPair.SERVER, pair.now);

        assertThat(client.texts).isEmpty();
        assertThat(client.dropped).isNotEmpty();
    }

    @Test
    void shouldSendNothingBetweenTheNextIdAndTheNextSocket() {
        detach();
        rebind();
        pair.passMillis(10_000);

        assertThat(client.sent).isEmpty();
        assertThat(server.sent).isEmpty();
    }

    @Test
    void shouldNumberFromTheBeginningUnderTheNextId() {
        client.path.nextNumber();
        rebind();

        assertThat(client.path.id()).isEqualTo(NEXT_ID);
        assertThat(client.path.nextNumber()).isEqualTo(1);
    }

    @Test
    void shouldAskByTheNextIdWhatWasNeverAskedBefore() {
        detach();
        rebind();
        pair.begin();
        pair.passMillis(1_500);

        assertThat(client.sent)
                .filteredOn(PingDatagram.class::isInstance)
                .containsExactly(new PingDatagram(NEXT_ID, 3, Proofs.clientPing(Keys.SECRET, NEXT_ID, 1)));
    }

    @Test
    void shouldAddUpWhatItCountedUnderEachId() {
        loseOneOfFive();
        assertThat(server.path.arrivals()).isEqualTo(new Arrivals(1, 0, 0));
        detach();
        assertThat(server.path.arrivals()).isEqualTo(new Arrivals(1, 0, 0));
        rebind();
        assertThat(server.path.arrivals()).isEqualTo(new Arrivals(1, 0, 0));
        pair.begin();
        pair.passMillis(100);
        loseOneOfFive();

        assertThat(server.path.arrivals()).isEqualTo(new Arrivals(2, 0, 0));
    }

    @Test
    void shouldRenewTheSocketWhenTheNextIdIsNotBoundInTime() {
        detach();
        rebind();
        pair.cutToServer = true;
        pair.begin();
        pair.passMillis(12_000);

        assertThat(client.renewals).isBetween(1, 3);
        pair.cutToServer = false;
        pair.passMillis(1_500);
        assertThat(client.path.state()).isEqualTo(UP);
    }

    @Test
    void shouldSayNothingOfALossAfterTheEnd() {
        client.path.end();
        client.path.detach();
        client.path.rebind(new ClientBinding(NEXT_ID, Keys.SECRET, pair.now));
        client.path.begin(pair.now);
        pair.passMillis(5_000);

        assertThat(client.changes).isEmpty();
        assertThat(client.sent).isEmpty();
    }

    private void detach() {
        client.path.detach();
        server.path.detach();
    }

    private void rebind() {
        client.path.rebind(new ClientBinding(NEXT_ID, Keys.SECRET, pair.now));
        server.path.rebind(new ServerBinding(NEXT_ID, Keys.SECRET, new Cookies(Keys.NONCE), pair.now));
    }

    private void loseOneOfFive() {
        for (int i = 0; i < 5; i++) {
            pair.cutToServer = i == 1;
            client.say("text " + i);
            pair.turn();
        }
    }
}
