package io.tekcos.chat.netty;

import static io.tekcos.chat.netty.AttackedSession.ATTACKER;
import static io.tekcos.chat.netty.EmbeddedDatagrams.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.UnknownDatagram;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A million guesses at the id of a session: none is right, none is answered. */
class GuessedIdsTest {

    private static final int GUESSES = 1_000_000;
    private static final int ID_AT = 1;

    @Test
    void shouldBeCountedAndNothingElseForEveryType() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (AttackedSession attacked = new AttackedSession()) {
            attacked.bind(CLIENT);
            List<byte[]> datagrams = everyType().stream().map(Bytes::of).toList();
            for (int guess = 0; guess < GUESSES; guess++) {
                byte[] bytes = datagrams.get(guess % datagrams.size()).clone();
                ByteBuffer.wrap(bytes).putLong(ID_AT, guess(guess, attacked.id, random));
                attacked.attack(bytes, guess % 2 == 0 ? ATTACKER : CLIENT);
            }

            assertThat(attacked.answers()).as("seed %d", seed).isEmpty();
            assertThat(attacked.server.acceptor.counters().droppedDatagrams())
                    .as("seed %d", seed)
                    .isEqualTo(Map.of(DropReason.UNKNOWN_ID, (long) GUESSES));
            assertThat(attacked.session.counters().udp().dropped()).isEmpty();
            assertThat(attacked.session.counters().udp().datagramsReceived()).isEqualTo(2); // HELO and BIND
            attacked.shouldGoOn();
        }
    }

    /** First those that differ in one bit, then any. */
    private static long guess(int number, long id, Random random) {
        long guess = number < Long.SIZE ? id ^ 1L << number : random.nextLong();
        return guess == id ? ~id : guess;
    }

    private static List<Datagram> everyType() {
        Bytes32 any = AttackedSession.SECRET;
        return List.of(
                new Helo(1, 1),
                new HeloOk(1, 1, any),
                new Bind(1, 1, any, any),
                new Bound(1, 1),
                new TextDatagram(1, 1, 1, 0, "a guess that is long enough for a cookie"),
                new CopyDatagram(1, 1, 1, 1, 0, "a guess"),
                new PingDatagram(1, 1, 1),
                new PongDatagram(1, 1, 1),
                new UnknownDatagram(0x3f, 1, 1));
    }
}
