package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Relayed.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Attempts to take over a session's datagrams on real sockets, by somebody who reads the path to the server: a relay captures
 * what the client sends. None moves, reads or stops the path, and no byte more is answered than was asked.
 */
class HijackTest {

    private static final int COOKIES_A_SECOND = 4;
    private static final int GUESSES = 1_000;
    private static final int BATCH = 50;
    private static final int ID_AT = 1;
    private static final int NUMBER_AT = 9;
    private static final long MAX_AHEAD = 1L << 24;

    private Relayed relayed;
    private RawDatagrams attacker;
    private long begun;
    private long asked;
    private long answered;

    @BeforeEach
    void begin() throws IOException {
        relayed = new Relayed().udpUp();
        shouldGoOn(); // so that a text is captured as well
        relayed.atServer.paths.clear();
        attacker = new RawDatagrams(relayed.server.udpPort());
        begun = System.nanoTime();
    }

    @AfterEach
    void shouldHaveChangedNothing() throws IOException {
        try (Relayed each = relayed;
                RawDatagrams socket = attacker) {
            shouldGoOn(); // and what the server sends by this has left its socket after all that it answered before
            countAnswers(socket);
            assertThat(answered).as("bytes answered").isLessThanOrEqualTo(asked);
            assertThat(each.atServer.paths).isEmpty();
            assertThat(each.atServer.messages).isEmpty();
            assertThat(each.atServer.closed).isEmpty();
        }
    }

    @Test
    void shouldNotAnswerAGuessedId() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> captured = relayed.relay.toServer.seen();
        for (int sent = 0; sent < GUESSES; sent++) {
            byte[] guess = captured.get(sent % captured.size()).clone();
            attack(ByteBuffer.wrap(guess).putLong(ID_AT, random.nextLong()).array());
            if (sent % BATCH == 0) {
                awaitUnknown(sent + 1); // or a socket's buffer overflows
            }
        }
        awaitUnknown(GUESSES);

        shouldGoOn();
        assertThat(attacker.hasNothing()).as("seed %d", seed).isTrue();
        assertThat(relayed.accepted.counters().udp().dropped()).isEmpty();
    }

    @Test
    void shouldNotMoveWithAReplayedHelo() throws IOException {
        byte[] helo = relayed.relay.toServer.seen(RawDatagrams.HELO).get(0);
        long before = relayed.accepted.counters().udp().datagramsReceived();
        for (int i = 0; i < BATCH; i++) {
            attack(helo);
        }
        Waiting.until("all were judged", () -> relayed.accepted.counters().udp().datagramsReceived() >= before + BATCH);

        shouldGoOn();
        shouldHaveHadAFewCookies();
    }

    @Test
    void shouldNotMoveWithAReplayedBindFromAnywhere() throws IOException {
        byte[] bind = relayed.relay.toServer.seen(RawDatagrams.BIND).get(0);
        attack(bind);
        relayed.relay.forge(bind);
        awaitDropped(DropReason.DUPLICATE, 2);

        rebind();
        attack(bind);
        relayed.relay.forge(bind);
        awaitDropped(DropReason.DUPLICATE, 4);
        shouldGoOn();
        assertThat(attacker.hasNothing()).isTrue();
    }

    @Test
    void shouldNotDeliverWhatWasCapturedAndComesFromElsewhereAndTakeTheTrueOneLater() throws IOException {
        relayed.relay.toServer.hold(RawDatagrams.TEXT, RawDatagrams.COPY);
        Sending text = relayed.client.send("captured, and long enough for a cookie", Via.UDP, Fallback.NONE);
        relayed.proxy.toServer.hold();
        Sending copy = relayed.client.send("captured as well, and as long as that", Via.BOTH, Fallback.NONE);
        Waiting.until(
                "both are captured",
                () -> relayed.relay.toServer.seen(RawDatagrams.COPY).size() == 1);
        List<byte[]> texts = relayed.relay.toServer.seen(RawDatagrams.TEXT);

        attack(texts.get(texts.size() - 1));
        attack(relayed.relay.toServer.seen(RawDatagrams.COPY).get(0));
        awaitDropped(DropReason.WRONG_ADDRESS, 2);
        assertThat(relayed.atServer.messages).isEmpty();
        relayed.relay.toServer.release();

        assertThat(List.of(relayed.atServer.message(), relayed.atServer.message()))
                .extracting(Message::id, Message::via)
                .containsExactly(tuple(text.id(), Via.UDP), tuple(copy.id(), Via.UDP));
        relayed.proxy.toServer.release();
        assertThat(Waiting.get(copy).status()).isEqualTo(Receipt.Status.DELIVERED);
        shouldGoOn();
        shouldHaveHadAFewCookies();
    }

    @Test
    void shouldNotMoveWithABindThatIsNotProvenThoughItSeemsToComeFromTheClient() throws IOException {
        byte[] bind = relayed.relay.toServer.seen(RawDatagrams.BIND).get(0);
        byte[] numbered =
                ByteBuffer.wrap(bind.clone()).putLong(NUMBER_AT, 1_000).array();
        relayed.relay.forge(numbered);
        attack(numbered);
        awaitDropped(DropReason.UNPROVEN, 2);
        shouldGoOn();
        assertThat(attacker.hasNothing()).isTrue();
    }

    @Test
    void shouldNotStopForNumbersThatAreWrongThoughTheySeemToComeFromTheClient() {
        byte[] text = relayed.relay.toServer.seen(RawDatagrams.TEXT).get(0);
        relayed.relay.forge(text);
        for (long number : new long[] {0, -1, 1_000 + MAX_AHEAD, Long.MIN_VALUE}) {
            relayed.relay.forge(
                    ByteBuffer.wrap(text.clone()).putLong(NUMBER_AT, number).array());
        }
        awaitDropped(DropReason.DUPLICATE, 1);
        awaitDropped(DropReason.FORGED, 4);
    }

    /** The client gets another address, and binds it as soon as the server sees something come from there. */
    private void rebind() {
        relayed.relay.rebind();
        relayed.client.send("lost, but the server sees where it comes from", Via.UDP, Fallback.NONE);
        assertThat(Waiting.take(relayed.atServer.paths).why())
                .isEqualTo("moved to 127.0.0.1 port " + relayed.relay.outgoingPort());
    }

    private void attack(byte[] datagram) throws IOException {
        asked += datagram.length;
        attacker.send(datagram);
    }

    private void shouldHaveHadAFewCookies() throws IOException {
        int cookies = 0;
        for (ByteBuffer answer = attacker.poll(); answer != null; answer = attacker.poll()) {
            assertThat(answer.get(0)).isEqualTo((byte) RawDatagrams.HELO_OK);
            answered += answer.limit();
            cookies++;
        }
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat((long) cookies).isBetween(1L, COOKIES_A_SECOND * seconds);
        assertThat(relayed.accepted.udp()).isEqualTo(PathState.UP);
    }

    private void countAnswers(RawDatagrams socket) throws IOException {
        for (ByteBuffer answer = socket.poll(); answer != null; answer = socket.poll()) {
            answered += answer.limit();
        }
    }

    private void awaitUnknown(long count) {
        Waiting.until(
                count + " were of unknown ids",
                () -> relayed.server.counters().droppedDatagrams().getOrDefault(DropReason.UNKNOWN_ID, 0L) == count);
    }

    private void awaitDropped(DropReason reason, long count) {
        Waiting.until(
                count + " were dropped: " + reason,
                () -> relayed.accepted.counters().udp().dropped().getOrDefault(reason, 0L) == count);
    }

    private void shouldGoOn() {
        shouldCarryText(relayed.toServer());
        shouldCarryText(relayed.toClient());
    }

    private static void shouldCarryText(Direction way) {
        long sent = way.from().counters().udp().textsSent();
        Sending sending = way.from().send("the true one, by UDP", Via.UDP, Fallback.NONE);
        assertThat(way.heard().message()).extracting(Message::id, Message::via).containsExactly(sending.id(), Via.UDP);
        assertThat(Waiting.get(sending).via()).isEqualTo(Via.UDP);
        assertThat(way.from().counters().udp().textsSent()).isEqualTo(sent + 1);
    }
}
