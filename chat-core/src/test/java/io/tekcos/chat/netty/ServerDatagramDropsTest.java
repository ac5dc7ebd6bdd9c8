package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.NumberWindow;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.UnknownDatagram;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datagrams that are dropped: each counted by its reason, none answered. A session with a bound address stands by. */
class ServerDatagramDropsTest {

    private static final InetSocketAddress CLIENT = EmbeddedDatagrams.CLIENT;
    private static final InetSocketAddress FORGER = new InetSocketAddress("198.51.100.9", 6);
    private static final Bytes32 WRONG =
            Bytes32.of("0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private final EmbeddedServer server = new EmbeddedServer();
    private EmbeddedDatagrams udp;
    private long id;
    private Bind lastBind;

    @BeforeEach
    void bind() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        EmbeddedStream stream = server.connect();
        stream.sent();
        stream.receive(EmbeddedServer.joinAs(1));
        id = ((Welcome) stream.sent().get(0)).id();
        Bytes32 cookie = cookie();
        lastBind = new Bind(id, 10, cookie, Proofs.bind(EmbeddedServer.SECRET, id, 10, cookie));
        udp.receive(lastBind, CLIENT);
        udp.sent();
        server.heard.clear();
    }

    @AfterEach
    void end() {
        server.close();
        udp.finishAndReleaseAll();
    }

    @Test
    void shouldDropWhatIsTooShortForAHeader() {
        for (int length = 0; length < Datagram.HEADER_BYTES; length++) {
            udp.receive(Arrays.copyOf(Bytes.of(new Helo(id, 11)), length), CLIENT);
        }
        shouldHaveDroppedAtTheServer(DropReason.MALFORMED, Datagram.HEADER_BYTES);
    }

    @Test
    void shouldDropEveryKnownTypeThatIsCutShort() {
        long dropped = 0;
        for (Datagram whole : new Datagram[] {new Helo(id, 11), lastBind, text(11, "")}) {
            byte[] bytes = Bytes.of(whole);
            for (int length = Datagram.HEADER_BYTES; length < bytes.length; length++) {
                udp.receive(Arrays.copyOf(bytes, length), CLIENT);
                dropped++;
            }
        }
        shouldHaveDropped(DropReason.MALFORMED, dropped);
    }

    @Test
    void shouldDropWhatHasBytesTooManyOrIsNoUtf8() {
        udp.receive(Arrays.copyOf(Bytes.of(new Helo(id, 11)), 65), CLIENT);
        udp.receive(Bytes.concat(Bytes.of(text(11, "a")), new byte[] {(byte) 0xc3}), CLIENT);
        shouldHaveDropped(DropReason.MALFORMED, 2);
    }

    @Test
    void shouldDropWhatIsTooLongAndTakeTheLongestThatIsNot() {
        udp.receive(new byte[1201], CLIENT);
        udp.receive(new byte[2048], FORGER);
        shouldHaveDroppedAtTheServer(DropReason.OVERSIZED, 2);

        udp.receive(text(11, "x".repeat(1200 - 29)), CLIENT);
        assertThat(server.heard).hasSize(1);
    }

    @Test
    void shouldDropATypeOfOthersBeforeLookingAtItsId() {
        for (int type : new int[] {0x40, 0x80, 0xc0, 0xff}) {
            udp.receive(new UnknownDatagram(type, id, 11), CLIENT);
        }
        shouldHaveDroppedAtTheServer(DropReason.UNKNOWN_TYPE, 4);
    }

    @Test
    void shouldDropATypeItDoesNotReceive() {
        udp.receive(new UnknownDatagram(0x3f, id, 11), CLIENT);
        udp.receive(new UnknownDatagram(0, id, 12), FORGER);
        udp.receive(new HeloOk(id, 13, WRONG), CLIENT);
        udp.receive(new Bound(id, 14), CLIENT);
        shouldHaveDropped(DropReason.UNKNOWN_TYPE, 4);
    }

    @Test
    void shouldDropWhatBelongsToNoSession() {
        for (long guess : new long[] {0, 1, -1, id + 1, ~id, Long.reverseBytes(id)}) {
            udp.receive(new Helo(guess, 1), FORGER);
            udp.receive(new TextDatagram(guess, 1, 1, 0, "x".repeat(100)), FORGER);
        }
        shouldHaveDroppedAtTheServer(DropReason.UNKNOWN_ID, 12);
    }

    @Test
    void shouldDropATextFromAnotherAddressThatIsTooShortToBeAnswered() {
        udp.receive(text(11, "forged"), FORGER);
        udp.receive(text(11, "forged"), new InetSocketAddress(CLIENT.getAddress(), CLIENT.getPort() + 1));
        shouldHaveDropped(DropReason.WRONG_ADDRESS, 2);

        udp.receive(text(11, "true"), CLIENT); // the forged one did not use up its number
        assertThat(server.heard).containsExactly(new Message(11, "client", "true", Via.UDP, false));
    }

    @Test
    void shouldGiveAnotherAddressFewCookiesHoweverMuchItSends() {
        for (int number = 11; number < 411; number++) {
            udp.receive(text(number, "from another address, long enough"), FORGER);
        }
        assertThat(udp.sent()).hasSizeBetween(1, 40).allSatisfy(sent -> {
            assertThat(sent.datagram()).isInstanceOf(HeloOk.class);
            assertThat(sent.to()).isEqualTo(FORGER);
        });
        shouldHaveDropped(DropReason.WRONG_ADDRESS, 400);
    }

    @Test
    void shouldDropABindThatProvesNothing() {
        Bytes32 cookie = cookie();
        Bytes32 proof = Proofs.bind(EmbeddedServer.SECRET, id, 12, cookie);
        udp.receive(new Bind(id, 12, WRONG, proof), CLIENT);
        udp.receive(new Bind(id, 12, cookie, WRONG), CLIENT);
        udp.receive(new Bind(id, 13, cookie, proof), CLIENT);
        udp.receive(new Bind(id, 12, cookie, proof), FORGER); // the cookie is another address's
        shouldHaveDropped(DropReason.UNPROVEN, 4);
    }

    @Test
    void shouldDropABindThatIsReplayed() {
        udp.receive(lastBind, CLIENT);
        udp.receive(lastBind, FORGER);
        shouldHaveDropped(DropReason.DUPLICATE, 2);
    }

    @Test
    void shouldDropATextThatIsReplayed() {
        udp.receive(text(11, "once"), CLIENT);
        udp.receive(text(11, "once"), CLIENT);
        udp.receive(text(10, "the number of the BIND"), CLIENT);

        assertThat(server.heard).containsExactly(new Message(11, "client", "once", Via.UDP, false));
        server.heard.clear();
        shouldHaveDropped(DropReason.DUPLICATE, 2);
    }

    @Test
    void shouldDropATextThatIsTooOld() {
        udp.receive(text(11 + NumberWindow.SIZE, "new"), CLIENT);
        server.heard.clear();

        udp.receive(text(11, "old"), CLIENT);

        shouldHaveDropped(DropReason.TOO_OLD, 1);
    }

    @Test
    void shouldDropATextWithANumberNoTrueSenderGives() {
        udp.receive(text(11 + NumberWindow.MAX_AHEAD, "far ahead"), CLIENT);
        udp.receive(text(0, "zero"), CLIENT);
        udp.receive(text(-1, "2^64 - 1"), CLIENT);
        shouldHaveDropped(DropReason.FORGED, 3);
    }

    private Bytes32 cookie() {
        udp.receive(new Helo(id, 9), CLIENT);
        return ((HeloOk) udp.sent().get(0).datagram()).cookie();
    }

    private TextDatagram text(long number, String text) {
        return new TextDatagram(id, number, number, 0, text);
    }

    private void shouldHaveDroppedAtTheServer(DropReason reason, long count) {
        shouldHaveHarmedNobody();
        assertThat(server.acceptor.counters().droppedDatagrams()).isEqualTo(Map.of(reason, count));
        assertThat(server.session().counters().udp().dropped()).isEmpty();
    }

    private void shouldHaveDropped(DropReason reason, long count) {
        shouldHaveHarmedNobody();
        assertThat(server.session().counters().udp().dropped()).isEqualTo(Map.of(reason, count));
        assertThat(server.acceptor.counters().droppedDatagrams()).isEmpty();
    }

    private void shouldHaveHarmedNobody() {
        assertThat(udp.sent()).isEmpty();
        assertThat(server.heard).isEmpty();
        assertThat(udp.isOpen()).isTrue();
    }
}
