package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Hall.Guest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room's texts by UDP and by both: Ann speaks, Ben's paths lead through a proxy and a relay, Cas has nothing in the way. */
class RoomPathsTest {

    private static final int TEXTS = 50;

    private final Hall hall = new Hall();
    private HoldingProxy proxy;
    private UdpRelay relay;
    private Guest ann;
    private Guest ben;
    private Guest cas;

    @BeforeEach
    void begin() throws IOException {
        proxy = new HoldingProxy(hall.server.tcpPort());
        relay = new UdpRelay(hall.server.udpPort());
        ann = hall.join("ann");
        ben = hall.join("ben", proxy.port(), client -> client.udpPort(relay.port()));
        cas = hall.join("cas");
    }

    @AfterEach
    void end() throws IOException {
        hall.close();
        relay.close();
        proxy.close();
    }

    @Test
    void shouldBringTextsByUdpToEachMember() {
        hall.udpUp(ann, ben, cas);

        for (int i = 0; i < TEXTS; i++) {
            Sending sending = ann.session().send("text " + i, Via.UDP, Fallback.NONE);
            assertThat(Waiting.get(sending).status()).isEqualTo(Receipt.Status.SENT);
            for (Guest guest : List.of(ben, cas)) {
                assertThat(guest.heard().message())
                        .extracting(Message::text, Message::via, Message::from)
                        .containsExactly("text " + i, Via.UDP, "ann");
            }
        }

        assertThat(ann.session().counters().udp().textsSent()).isEqualTo(TEXTS);
        for (Guest guest : List.of(ben, cas)) {
            SessionCounters far = hall.accepted(guest).counters();
            assertThat(far.udp().textsSent()).isEqualTo(TEXTS);
            assertThat(far.tcp().textsSent()).isZero();
            assertThat(far.udp().fallbacks()).isZero();
            assertThat(guest.session().counters().udp().textsReceived()).isEqualTo(TEXTS);
            assertThat(guest.session().counters().tcp().textsReceived()).isZero();
        }
        assertThat(ann.heard().messages).isEmpty();
        assertThat(hall.atHost.messages).hasSize(TEXTS).allMatch(message -> message.via() == Via.UDP);
    }

    @Test
    void shouldBringTheHostsTextsByUdpToEachMember() {
        hall.udpUp(ann, ben, cas);

        hall.room.send("quick", Via.UDP, Fallback.NONE).values().forEach(Waiting::get);

        for (Guest guest : List.of(ann, ben, cas)) {
            assertThat(guest.heard().message())
                    .extracting(Message::text, Message::via, Message::from)
                    .containsExactly("quick", Via.UDP, "host");
        }
    }

    @Test
    void shouldBringByTcpToOneWhatOthersGetByUdp() {
        hall.udpUp(ann, ben, cas);
        relay.toServer.cut();
        relay.toClient.cut();
        Waiting.until("Ben cannot be reached", () -> hall.accepted(ben).udp() == PathState.DOWN);

        Waiting.get(ann.session().send("quick", Via.UDP, Fallback.NONE));

        assertThat(cas.heard().message().via()).isEqualTo(Via.UDP);
        assertThat(ben.heard().message())
                .extracting(Message::text, Message::via, Message::both)
                .containsExactly("quick", Via.TCP, false);
        assertThat(hall.accepted(ben).counters().udp().fallbacks()).isEqualTo(1);
        assertThat(hall.accepted(cas).counters().udp().fallbacks()).isZero();
    }

    @Test
    void shouldLetTheStreamWinWhereTheDatagramIsHeldBack() {
        hall.udpUp(ann, ben, cas);
        relay.toClient.hold(RawDatagrams.COPY);

        Waiting.get(ann.session().send("either way", Via.BOTH, Fallback.NONE));

        assertThat(ben.heard().message())
                .extracting(Message::text, Message::via, Message::both, Message::from)
                .containsExactly("either way", Via.TCP, true, "ann");
        Waiting.until(
                "the copy is at the relay",
                () -> relay.toClient.seen(RawDatagrams.COPY).size() == 1);
        relay.toClient.release();
        assertThat(Waiting.take(ben.heard().slower).via()).isEqualTo(Via.UDP);
        shouldHaveHeardBoth();
    }

    @Test
    void shouldLetTheDatagramWinWhereTheStreamIsHeldBack() {
        hall.udpUp(ann, ben, cas);
        proxy.toClient.hold();

        Waiting.get(ann.session().send("either way", Via.BOTH, Fallback.NONE));

        assertThat(ben.heard().message())
                .extracting(Message::text, Message::via, Message::both, Message::from)
                .containsExactly("either way", Via.UDP, true, "ann");
        assertThat(hall.accepted(ben).counters().tcp().textsAcknowledged()).isZero();
        proxy.toClient.release();
        assertThat(Waiting.take(ben.heard().slower).via()).isEqualTo(Via.TCP);
        shouldHaveHeardBoth();
    }

    @Test
    void shouldKnowWhoSpeaksByUdpBeforeItIsToldByTcp() {
        hall.udpUp(ann, ben, cas);
        proxy.toClient.hold();
        Guest dan = hall.join("dan");
        hall.udpUp(dan);

        Waiting.get(dan.session().send("quick", Via.UDP, Fallback.NONE));

        assertThat(ben.heard().message().from()).isEqualTo("#4");
        proxy.toClient.release();
        ben.knows(4);
        Waiting.get(dan.session().send("again", Via.UDP, Fallback.NONE));
        assertThat(ben.heard().message().from()).isEqualTo("dan");
    }

    /** Whoever has nothing in the way heard it once, and of the slower copy. */
    private void shouldHaveHeardBoth() {
        assertThat(cas.heard().message().both()).isTrue();
        Waiting.take(cas.heard().slower);
        for (Guest guest : List.of(ann, ben, cas)) {
            assertThat(guest.heard().messages).isEmpty();
            assertThat(guest.heard().slower).isEmpty();
        }
        Waiting.until(
                "both are acknowledged",
                () -> hall.accepted(ben).counters().tcp().textsAcknowledged() == 1
                        && hall.accepted(cas).counters().tcp().textsAcknowledged() == 1);
        assertThat(hall.accepted(ben).counters().both().textsSent()).isEqualTo(1);
    }
}
