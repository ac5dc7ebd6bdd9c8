package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Welcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is greeted when, and what is decided by what, where seed peers are allowed. */
class SeedAdmissionTest {

    private final EmbeddedSeed seed = new EmbeddedSeed();
    private final EmbeddedServer server = seed.server;

    SeedAdmissionTest() throws Exception {}

    @AfterEach
    void end() {
        seed.close();
    }

    @Test
    void shouldKeepWhatCameBeforeTheHeloAndReadNoMoreThanTellsStrangersApart() throws Exception {
        EmbeddedStream stream = server.connect();
        stream.receive(Bytes.singly("안녕".getBytes(UTF_8)));

        assertThat(stream.config().isAutoRead()).as("six bytes name nobody").isTrue();
        stream.receive(" 하".getBytes(UTF_8));
        assertThat(stream.config().isAutoRead()).isFalse();
        assertThat(server.begun).isEmpty();
        seed.helo();

        assertThat(seed.heard(Via.TCP)).isEqualTo("안녕 하");
        assertThat(stream.config().isAutoRead()).isTrue();
        assertThat(seed.session().peer().seedPeer()).isTrue();
        assertThat(seed.session().peer().name()).isEqualTo("192.0.2.7");
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }

    @Test
    void shouldHearWhoHasSaidAllBeforeTheHelo() throws Exception {
        EmbeddedStream stream = server.connect();
        stream.receive("in a hurry".getBytes(US_ASCII));
        stream.endInput();
        assertThat(stream.isOpen()).isTrue();

        seed.helo();

        assertThat(seed.heard(Via.TCP)).isEqualTo("in a hurry");
        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
    }

    @Test
    void shouldNameAStrangerWhenNoHeloHasComeInTime() throws Exception {
        EmbeddedStream stream = server.connect();
        stream.receive(Bytes.singly("SSH-2.0-OpenSSH".getBytes(US_ASCII)));

        stream.pass(Limits.DEFAULTS.handshake());

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.acceptor.counters().strangers()).isEqualTo(Map.of("SSH", 1L));
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }

    @Test
    void shouldRefuseWhoHasSaidTooLittleToBeNamedOrNothing() throws Exception {
        for (String said : new String[] {"", "hi"}) {
            EmbeddedStream stream = server.connect();
            EmbeddedSeed.sent(stream);
            stream.receive(said.getBytes(US_ASCII));

            stream.pass(Limits.DEFAULTS.handshake());

            assertThat(EmbeddedSeed.sent(stream)).contains("neither JOIN nor RESUME within 5000 ms");
        }
        assertThat(server.acceptor.counters().refused()).isEqualTo(Map.of(RefusalCode.TOO_LATE, 2L));
    }

    @Test
    void shouldGreetTheNextAsSoonAsTheFirstByteOfTheFirstIsNative() throws Exception {
        EmbeddedStream first = server.connect();
        EmbeddedStream second = server.connect();
        assertThat(first.sent()).hasOnlyElementsOfType(Ack.class);
        assertThat(second.sent()).isEmpty();
        byte[] join = Bytes.of(EmbeddedServer.joinAs(1));

        first.receive(new byte[] {join[0]});

        assertThat(second.sent()).hasOnlyElementsOfType(Ack.class).hasSize(1);
        first.receive(Arrays.copyOfRange(join, 1, join.length));
        second.receive(EmbeddedServer.joinAs(2));
        assertThat(first.sent()).hasOnlyElementsOfType(Welcome.class).hasSize(1);
        assertThat(second.sent()).hasOnlyElementsOfType(Welcome.class).hasSize(1);
    }

    @Test
    void shouldLetEachWaitersTimeBeginWithItsGreeting() throws Exception {
        EmbeddedStream silent = server.connect();
        EmbeddedStream waiting = server.connect();
        waiting.pass(Limits.DEFAULTS.handshake().multipliedBy(3));
        assertThat(waiting.isOpen()).isTrue();

        silent.pass(Limits.DEFAULTS.handshake());

        assertThat(waiting.sent()).hasOnlyElementsOfType(Ack.class).hasSize(1);
        waiting.pass(Limits.DEFAULTS.handshake().minusMillis(1));
        waiting.receive(EmbeddedServer.joinAs(1));
        assertThat(waiting.sent()).hasOnlyElementsOfType(Welcome.class).hasSize(1);
    }

    @Test
    void shouldGreetTheNextWhenTheFirstOrAWaiterVanishes() throws Exception {
        EmbeddedStream first = server.connect();
        EmbeddedStream second = server.connect();
        EmbeddedStream third = server.connect();

        second.close();
        first.close();

        assertThat(third.sent()).hasOnlyElementsOfType(Ack.class).hasSize(1);
        assertThat(server.acceptor.counters().vanished()).isEqualTo(2);
    }

    @Test
    void shouldTakeAHeloForTheFirstAndTheNextFromAnotherPortForTheNext() throws Exception {
        EmbeddedStream first = server.connect();
        EmbeddedStream second = server.connect();
        seed.helo();
        second.runPendingTasks();
        seed.helo(EmbeddedSeed.OTHER_PORT);

        seed.udp.receive("to the first".getBytes(US_ASCII), EmbeddedDatagrams.CLIENT);
        first.close();
        seed.udp.receive("to the second".getBytes(US_ASCII), EmbeddedSeed.OTHER_PORT);

        assertThat(seed.heard(Via.UDP)).isEqualTo("to the firstto the second");
        assertThat(server.begun.get(0).counters().udp().textsReceived()).isEqualTo(1);
        assertThat(server.begun.get(1).counters().udp().textsReceived()).isEqualTo(1);
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void shouldTakeWhateverComesFromASeedClientsAddressForText() throws Exception {
        seed.join();

        seed.helo();
        seed.udp.receive(
                "1. with a digit, as datagrams of ours begin, and longer than a header".getBytes(US_ASCII),
                EmbeddedDatagrams.CLIENT);
        seed.udp.receive(new byte[0], EmbeddedDatagrams.CLIENT);
        seed.udp.receive(new byte[] {(byte) 0xff}, EmbeddedDatagrams.CLIENT);

        assertThat(seed.heard(Via.UDP)).startsWith("HELO1. with").endsWith("header\ufffd");
        assertThat(seed.session().counters().udp().datagramsReceived()).isEqualTo(4);
        assertThat(seed.session().counters().udp().textsReceived()).isEqualTo(3);
    }

    @Test
    void shouldDropAHeloForNobodyOrForAClientThatIsNative() throws Exception {
        seed.helo();
        server.connect().receive(new byte[] {0});
        seed.helo();

        assertThat(server.acceptor.counters().droppedDatagrams()).isEqualTo(Map.of(DropReason.SEED_HELO, 2L));
        assertThat(server.begun).isEmpty();
    }

    @Test
    void shouldShowNobodyTheJoinOfANativeClientThatAHeloHasClaimed() throws Exception {
        for (byte[][] reads : List.of(
                new byte[][] {Bytes.of(EmbeddedServer.joinAs(1))}, Bytes.singly(Bytes.of(EmbeddedServer.joinAs(1))))) {
            server.heard.clear();
            EmbeddedStream stream = seed.join();

            stream.receive(reads);

            assertThat(server.heard).noneMatch(Message.class::isInstance);
            assertThat(server.heard)
                    .last()
                    .isInstanceOfSatisfying(
                            SessionClosed.class,
                            closed -> assertThat(closed.cause()).isEqualTo(CloseCause.PROTOCOL_ERROR));
            assertThat(stream.isOpen()).isFalse();
            assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        }
    }

    @Test
    void shouldTakeAZeroThatIsNotTheFirstByteForText() throws Exception {
        seed.join().receive("a".getBytes(US_ASCII), new byte[] {0}, "b".getBytes(US_ASCII));

        assertThat(seed.heard(Via.TCP)).isEqualTo("a\0b");
    }

    @Test
    void shouldDropAHeloWhereSeedPeersAreNotAllowed() throws Exception {
        server.acceptor.allowSeedPeers(false);
        EmbeddedStream stream = server.connect();
        seed.helo();

        stream.receive("hello".getBytes(US_ASCII));

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.acceptor.counters().droppedDatagrams()).isEqualTo(Map.of(DropReason.SEED_HELO, 1L));
        assertThat(server.acceptor.counters().strangers()).isEqualTo(Map.of("unrecognised bytes", 1L));
    }

    @Test
    void shouldForgetTheAddressOfASessionThatHasEnded() throws Exception {
        seed.join().close();

        seed.udp.receive("late".getBytes(US_ASCII), EmbeddedDatagrams.CLIENT);

        assertThat(seed.heard(Via.UDP)).isEmpty();
        assertThat(server.acceptor.counters().droppedDatagrams()).isEqualTo(Map.of(DropReason.MALFORMED, 1L));
    }

    @Test
    void shouldAdmitNobodyWhenItIsGoingAwayOrFull() throws Exception {
        EmbeddedStream stream = server.connect();
        server.acceptor.stop();

        seed.helo();

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.acceptor.counters().refused()).isEqualTo(Map.of(RefusalCode.GOING_AWAY, 1L));
        assertThat(server.acceptor.counters().halfOpen()).isZero();
        try (EmbeddedSeed small = new EmbeddedSeed(Limits.builder().sessions(1).build())) {
            small.join();
            EmbeddedStream tooMany = small.server.connect();
            small.helo(EmbeddedSeed.OTHER_PORT);
            assertThat(tooMany.isOpen()).isFalse();
            assertThat(small.server.acceptor.counters().refused()).isEqualTo(Map.of(RefusalCode.BUSY, 1L));
        }
    }
}
