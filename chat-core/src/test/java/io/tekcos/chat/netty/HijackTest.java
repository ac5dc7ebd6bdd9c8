package io.tekcos.chat.netty;

import static io.tekcos.chat.netty.AttackedSession.ATTACKER;
import static io.tekcos.chat.netty.AttackedSession.ELSEWHERE;
import static io.tekcos.chat.netty.EmbeddedDatagrams.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.NumberWindow;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attempts to take over a session's datagrams, by somebody who has seen some of them: none moves the path, reads from it or
 * stops it, and no more bytes are answered than were asked. After each, the true client goes on.
 */
class HijackTest {

    private static final int COOKIES_A_SECOND = 4;
    private static final Bytes32 WRONG = Bytes32.of(filled());

    private AttackedSession attacked;
    private List<Datagram> binding;
    private long id;

    @BeforeEach
    void bind() throws Exception {
        attacked = new AttackedSession();
        binding = attacked.bind(CLIENT);
        id = attacked.id;
    }

    @AfterEach
    void shouldHaveChangedNothing() {
        try (AttackedSession session = attacked) {
            session.shouldGoOn();
        }
    }

    static List<InetSocketAddress> sources() {
        return List.of(CLIENT, ATTACKER, new InetSocketAddress(CLIENT.getAddress(), CLIENT.getPort() + 1));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldNotMoveWithAReplayedHeloAndAnswerItAtTheRateOfCookies(InetSocketAddress from) {
        attacked.bind(ELSEWHERE); // the client's address is another now
        attacked.pass(Duration.ofSeconds(1));

        for (int i = 0; i < 1_000; i++) {
            attacked.attack(binding.get(0), from);
        }

        assertThat(attacked.answers()).hasSize(COOKIES_A_SECOND).allSatisfy(answer -> {
            assertThat(answer.datagram()).isInstanceOf(HeloOk.class);
            assertThat(answer.to()).isEqualTo(from);
            assertThat(answer.bytes()).isLessThan(Bytes.of(binding.get(0)).length);
        });
    }

    @Test
    void shouldNotAnswerReplaysFasterHoweverLongTheyGoOn() {
        for (int i = 0; i < 100; i++) { // for ten seconds, ten at a time
            attacked.pass(Duration.ofMillis(100));
            for (int k = 0; k < 10; k++) {
                attacked.attack(binding.get(0), k % 2 == 0 ? ATTACKER : ELSEWHERE);
            }
        }
        assertThat(attacked.answers()).hasSizeBetween(1, COOKIES_A_SECOND * 10);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shouldNotMoveWithAReplayedBindNorAnswerIt(InetSocketAddress from) {
        attacked.attack(binding.get(1), from);
        List<Datagram> second = attacked.bind(ELSEWHERE);
        attacked.attack(binding.get(1), from);
        attacked.attack(second.get(1), from);
        attacked.attack(second.get(1), ELSEWHERE);

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.DUPLICATE)).isEqualTo(4);
    }

    @Test
    void shouldNotMoveWithACapturedBindThatComesFirstButFromElsewhere() {
        Bind captured = attacked.proven(attacked.nextNumber(), attacked.cookie(ELSEWHERE));

        attacked.attack(captured, ATTACKER);
        attacked.attack(captured, CLIENT);

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.UNPROVEN)).isEqualTo(2);
    }

    @Test
    void shouldNotDeliverNorRememberWhatWasCapturedAndComesFromElsewhere() {
        attacked.pass(Duration.ofSeconds(1));
        long number = attacked.nextNumber();
        for (Datagram captured : traffic(number)) {
            for (int i = 0; i < 100; i++) {
                attacked.attack(captured, ATTACKER);
            }
        }

        assertThat(attacked.server.heard).isEmpty();
        assertThat(attacked.dropped(DropReason.WRONG_ADDRESS)).isEqualTo(500);
        assertThat(attacked.session.counters().udp().arrivals().lost()).isZero();
        assertThat(attacked.answers()).hasSize(COOKIES_A_SECOND).allSatisfy(answer -> {
            assertThat(answer.datagram()).isInstanceOf(HeloOk.class);
            assertThat(answer.to()).isEqualTo(ATTACKER);
        });
        attacked.udp.receive(traffic(number).get(0), CLIENT); // the true one, whose number is not used up
        assertThat(attacked.server.heard)
                .containsExactly(new Message(7, "client", "long enough for a cookie", Via.UDP, false));
        attacked.server.heard.clear();
    }

    @Test
    void shouldNotAnswerWhatIsShorterThanTheAnswer() {
        attacked.attack(new TextDatagram(id, attacked.nextNumber(), 7, 0, "x".repeat(19)), ATTACKER);
        attacked.attack(new PongDatagram(id, attacked.nextNumber(), 1), ATTACKER);

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.WRONG_ADDRESS)).isEqualTo(2);
    }

    @Test
    void shouldNotMoveWithABindThatProvesNothingWhereverItSeemsToComeFrom() {
        Bytes32 cookie = attacked.cookie(ATTACKER); // he can have one of his own, but not the secret
        Bytes32 clients = attacked.cookie(CLIENT);
        Bytes32 proof = Proofs.bind(AttackedSession.SECRET, id, 1_000, cookie);
        attacked.attack(new Bind(id, 1_001, cookie, proof), ATTACKER);
        attacked.attack(new Bind(id, 1_000, cookie, WRONG), ATTACKER);
        attacked.attack(new Bind(id, 1_000, cookie, Proofs.bind(WRONG, id, 1_000, cookie)), ATTACKER);
        attacked.attack(new Bind(id, 1_000, clients, Proofs.bind(WRONG, id, 1_000, clients)), CLIENT);
        attacked.attack(new Bind(id, 1_000, WRONG, Proofs.bind(AttackedSession.SECRET, id, 1_000, WRONG)), CLIENT);
        attacked.attack(attacked.proven(1_000, clients), ATTACKER);

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.UNPROVEN)).isEqualTo(6);
    }

    @Test
    void shouldNotMoveWithTheCookieOfAnotherSession() throws Exception {
        EmbeddedStream other = attacked.server.connect();
        other.sent();
        other.receive(EmbeddedServer.joinAs(99));
        long otherId = ((Welcome) other.sent().get(0)).id();
        attacked.udp.receive(new Helo(otherId, 1), CLIENT);
        Bytes32 cookie = ((HeloOk) attacked.udp.sent().get(0).datagram()).cookie();

        attacked.attack(attacked.proven(1_000, cookie), CLIENT);

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.UNPROVEN)).isEqualTo(1);
    }

    @Test
    void shouldNotMoveWithAStaleCookie() {
        Bind stale = attacked.proven(attacked.nextNumber(), attacked.cookie(ELSEWHERE));
        attacked.pass(Duration.ofSeconds(31));
        attacked.attack(stale, ELSEWHERE);
        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.dropped(DropReason.UNPROVEN)).isEqualTo(1);
    }

    @Test
    void shouldNotStopForNumbersThatAreWrong() {
        for (long number : new long[] {0, -1, Long.MIN_VALUE, 1_000 + NumberWindow.MAX_AHEAD, Long.MAX_VALUE}) {
            for (Datagram forged : traffic(number)) {
                attacked.attack(forged, CLIENT);
            }
            attacked.attack(attacked.proven(number, WRONG), CLIENT);
        }
        long last = binding.get(1).number();
        traffic(last).forEach(replayed -> attacked.attack(replayed, CLIENT));

        assertThat(attacked.answers()).isEmpty();
        assertThat(attacked.session.counters().udp().dropped())
                .isEqualTo(Map.of(
                        DropReason.FORGED, 25L,
                        DropReason.UNPROVEN, 2L, // those of the highest numbers
                        DropReason.DUPLICATE, 8L));
    }

    @Test
    void shouldAnswerAForgedPingWithNoMoreBytesAndToTheClientAlone() {
        attacked.attack(new PingDatagram(id, attacked.nextNumber(), 77), CLIENT);

        assertThat(attacked.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.to()).isEqualTo(CLIENT);
            assertThat(answer.datagram()).isInstanceOf(PongDatagram.class);
        });
    }

    /** One of each type that travels in a bound session. */
    private List<Datagram> traffic(long number) {
        return List.of(
                new TextDatagram(id, number, 7, 0, "long enough for a cookie"),
                new CopyDatagram(id, number, 1, 8, 0, "a copy"),
                new CopyDatagram(id, number, 1, 8, 0, "a copy that is long enough"),
                new PingDatagram(id, number, 1),
                new PongDatagram(id, number, 1));
    }

    private static byte[] filled() {
        byte[] bytes = new byte[Bytes32.LENGTH];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }
}
