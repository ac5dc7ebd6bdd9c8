package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.RawStream.RawFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is thrown at the UDP port is counted by its reason and not answered, and a good session beside it notices
 * nothing. The victim is a session whose secret the test knows, so that it can forge anything. That nothing was answered is
 * proven without waiting: a cookie that is asked for afterwards is the first thing to arrive.
 */
class BadDatagramsTest {

    private final Pair good = new Pair().udpUp();
    private final Heard heard = new Heard();
    private RawStream stream;
    private RawDatagrams victim;
    private RawDatagrams attacker;
    private Session session;
    private long id;
    private final byte[] secret = new byte[32];

    @BeforeEach
    void join() throws IOException {
        byte[] join = RawStream.join();
        System.arraycopy(join, 5 + 4 + 2 + 16, secret, 0, secret.length);
        stream = new RawStream(good.server.tcpPort()).greeted().send(join);
        RawFrame welcome = stream.read();
        assertThat(welcome.type()).isEqualTo(RawStream.WELCOME);
        id = welcome.body().getLong();
        Waiting.until("it has begun", () -> good.server.sessions().size() == 2);
        session = good.server.sessions().stream()
                .filter(each -> !each.id().equals(good.client.id()))
                .findAny()
                .orElseThrow();
        session.listen(heard);
        victim = new RawDatagrams(good.server.udpPort()).bind(id, secret, 10);
        attacker = new RawDatagrams(good.server.udpPort());
    }

    @AfterEach
    void end() throws IOException {
        victim.close();
        attacker.close();
        stream.close();
        good.close();
    }

    @Test
    void shouldDropWhatBelongsToNoSession() throws IOException {
        attacker.send(new byte[1]);
        attacker.send(new byte[16]);
        attacker.send(new byte[1201]);
        attacker.send(new byte[9000]);
        attacker.send(RawDatagrams.datagram(0xc3, 0, 0)); // QUIC would begin like this
        attacker.send(RawDatagrams.helo(id + 1, 1));
        attacker.send(RawDatagrams.helo(0, 1));
        attacker.send(RawDatagrams.text(~id, 1, "a guess that is long enough for a cookie"));

        shouldHaveAnsweredNothing(attacker);
        assertThat(good.server.counters().droppedDatagrams())
                .isEqualTo(Map.of(
                        DropReason.MALFORMED, 2L,
                        DropReason.OVERSIZED, 2L,
                        DropReason.UNKNOWN_TYPE, 1L,
                        DropReason.UNKNOWN_ID, 3L));
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldDropWhatIsTruncatedOrUnknown() throws IOException {
        byte[] helo = RawDatagrams.helo(id, 11);
        for (int length = 17; length < helo.length; length++) {
            attacker.send(Arrays.copyOf(helo, length));
        }
        attacker.send(RawDatagrams.datagram(RawDatagrams.TEXT, id, 11, new byte[11]));
        attacker.send(RawDatagrams.datagram(0x3f, id, 11));
        attacker.send(RawDatagrams.datagram(RawDatagrams.BOUND, id, 11));

        shouldHaveAnsweredNothing(attacker);
        shouldHaveDropped(Map.of(DropReason.MALFORMED, 48L, DropReason.UNKNOWN_TYPE, 2L));
    }

    @Test
    void shouldDropWhatIsForgedFromAnotherAddress() throws IOException {
        attacker.send(RawDatagrams.text(id, 11, "short"));
        attacker.send(RawDatagrams.text(id, 12, "sweet"));

        shouldHaveAnsweredNothing(attacker);
        shouldHaveDropped(Map.of(DropReason.WRONG_ADDRESS, 2L));
        victim.send(RawDatagrams.text(id, 11, "the true one"));
        assertThat(heard.message().text()).isEqualTo("the true one");
    }

    @Test
    void shouldDropABindThatIsReplayedOrProvesNothing() throws IOException {
        byte[] cookie = new byte[32];
        attacker.send(RawDatagrams.helo(id, 20)).receive().position(17).get(cookie);
        byte[] wrongSecret = new byte[32];
        attacker.send(RawDatagrams.bindDatagram(id, wrongSecret, 21, cookie));
        attacker.send(RawDatagrams.bindDatagram(id, secret, 21, new byte[32]));
        attacker.send(RawDatagrams.bindDatagram(id, secret, 10, cookie)); // the number of the victim's own
        victim.send(RawDatagrams.bindDatagram(id, secret, 21, cookie)); // a cookie of another address

        Waiting.until(
                "all were judged",
                () -> session.counters().udp().dropped().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == 4);
        shouldHaveAnsweredNothing(attacker);
        shouldHaveDropped(Map.of(DropReason.UNPROVEN, 3L, DropReason.DUPLICATE, 1L));
    }

    @Test
    void shouldDropNumbersThatAreReplayedTooOldOrForged() throws IOException {
        byte[] once = RawDatagrams.text(id, 5000, "once");
        victim.send(once);
        assertThat(heard.message().text()).isEqualTo("once");

        victim.send(once);
        victim.send(once);
        victim.send(RawDatagrams.text(id, 5000 - 4096, "too old"));
        victim.send(RawDatagrams.text(id, 0, "no number"));
        victim.send(RawDatagrams.text(id, -1, "2^64 - 1"));
        victim.send(RawDatagrams.text(id, 5001 + (1 << 24), "too far ahead"));

        shouldHaveAnsweredNothing(victim);
        shouldHaveDropped(Map.of(DropReason.DUPLICATE, 2L, DropReason.TOO_OLD, 1L, DropReason.FORGED, 3L));
    }

    @Test
    void shouldBearAnyBytesAtAll() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(1400)];
            random.nextBytes(bytes);
            attacker.send(bytes);
        }
        assertThat(heard.messages).as("seed %d", seed).isEmpty();
        shouldHaveAnsweredNothing(attacker);
        shouldHaveNoticedNothing();
    }

    /** The question at the end is the first that is answered. */
    private void shouldHaveAnsweredNothing(RawDatagrams socket) throws IOException {
        long received = session.counters().udp().datagramsReceived();
        socket.send(RawDatagrams.helo(id, 4711));
        assertThat(socket.receive().get()).isEqualTo((byte) RawDatagrams.HELO_OK);
        assertThat(socket.hasNothing()).isTrue();
        assertThat(session.counters().udp().datagramsReceived()).isEqualTo(received + 1);
    }

    private void shouldHaveDropped(Map<DropReason, Long> reasons) {
        assertThat(session.counters().udp().dropped()).isEqualTo(reasons);
        assertThat(heard.messages).isEmpty();
        shouldHaveNoticedNothing();
    }

    private void shouldHaveNoticedNothing() {
        Waiting.get(good.client.send("still here", Via.UDP, Fallback.NONE));
        Waiting.get(good.accepted().send("so am I", Via.UDP, Fallback.NONE));
        assertThat(good.atServer.message())
                .extracting(Message::text, Message::via)
                .containsExactly("still here", Via.UDP);
        assertThat(good.atClient.message())
                .extracting(Message::text, Message::via)
                .containsExactly("so am I", Via.UDP);
        assertThat(good.client.counters().udp().dropped()).isEmpty();
        assertThat(good.accepted().counters().udp().dropped()).isEmpty();
        assertThat(heard.closed).isEmpty();
    }
}
