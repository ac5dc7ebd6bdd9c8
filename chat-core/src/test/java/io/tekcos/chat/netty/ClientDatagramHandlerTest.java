package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedDatagrams.Sent;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.UnknownDatagram;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientDatagramHandlerTest {

    private static final long ID = 4711;
    private static final Bytes32 COOKIE = Bytes32.of(new byte[Bytes32.LENGTH]);

    private final List<SessionEvent> heard = new ArrayList<>();
    private EmbeddedStream stream;
    private EmbeddedDatagrams udp;
    private FramedSession session;

    @BeforeEach
    void open() throws Exception {
        stream = EmbeddedStream.open(new io.netty.channel.ChannelInboundHandlerAdapter());
        ClientHandshake none = ClientHandshake.join(
                new Ticket(new SessionId(1, 1), EmbeddedServer.SECRET, 0),
                "client",
                PeerLimits.withWindow(Limits.DEFAULTS.window()));
        Pipelines.stream(
                stream, new ClientHandshakeHandler(stream, none, Limits.DEFAULTS, step -> {}, null, why -> {}));
        ClientBinding binding = new ClientBinding(ID, EmbeddedServer.SECRET, stream.now());
        PeerLimits limits = PeerLimits.withWindow(Limits.DEFAULTS.window());
        Terms terms = new Terms(new SessionId(1, 1), EmbeddedServer.SECRET, ID, 2000, "server", limits);
        session = EmbeddedClient.session(stream, terms, binding);
        session.begin(stream);
        session.listen(heard::add, null);
        udp = EmbeddedDatagrams.ofClient(new ClientDatagramHandler(session.udpPath()));
        session.udpPath().attach(udp);
    }

    @AfterEach
    void end() {
        udp.finishAndReleaseAll();
        stream.finishAndReleaseAll();
    }

    @Test
    void shouldSayHeloAtOnceAndAgainUntilItIsAnswered() {
        assertThat(helosWithin(Duration.ZERO)).containsExactly(new Helo(ID, 1));
        assertThat(helosWithin(Duration.ofMillis(49))).isEmpty();
        assertThat(helosWithin(Duration.ofMillis(1))).containsExactly(new Helo(ID, 2));
        assertThat(helosWithin(Duration.ofMillis(99))).isEmpty();
        assertThat(helosWithin(Duration.ofMillis(1))).containsExactly(new Helo(ID, 3));
        assertThat(session.udp()).isEqualTo(PathState.PROBING);
    }

    @Test
    void shouldProveItselfWithTheCookieAndBeUpWhenBound() {
        helosWithin(Duration.ZERO);
        receive(new HeloOk(ID, 1, COOKIE));

        assertThat(only(udp.sent())).satisfies(sent -> {
            assertThat(sent.datagram())
                    .isEqualTo(new Bind(ID, 2, COOKIE, Proofs.bind(EmbeddedServer.SECRET, ID, 2, COOKIE)));
            assertThat(sent.to()).as("the socket is connected").isNull();
        });
        assertThat(session.udp()).isEqualTo(PathState.PROBING);

        receive(new Bound(ID, 2));
        assertThat(session.udp()).isEqualTo(PathState.UP);
        assertThat(session.whenUdpUp()).isCompleted();
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        PathChanged.class, change -> assertThat(change.udp()).isEqualTo(PathState.UP));
    }

    @Test
    void shouldSayHeloNoMoreOnceItIsUp() {
        comeUp();

        int pings = 0;
        for (long number = 3; pings < 3; number++) {
            stream.pass(Duration.ofMillis(50));
            for (Sent sent : udp.sentWithPings()) {
                assertThat(sent.datagram()).isInstanceOf(PingDatagram.class);
                receive(new PongDatagram(ID, number, ((PingDatagram) sent.datagram()).token()));
                pings++;
            }
        }
        assertThat(session.udp()).isEqualTo(PathState.UP);
    }

    @Test
    void shouldBindAgainWhenTheServerSeesAnotherAddress() {
        comeUp();

        receive(new HeloOk(ID, 3, COOKIE));

        assertThat(only(udp.sent()).datagram()).isInstanceOf(Bind.class);
        assertThat(session.udp()).isEqualTo(PathState.UP);
    }

    @Test
    void shouldExchangeTexts() {
        comeUp();
        heard.clear();

        receive(new TextDatagram(ID, 3, 99, 0, "여기"));
        session.send("there", Via.UDP, Fallback.NONE);
        session.endTurn();

        assertThat(heard).containsExactly(new Message(99, "server", "여기", Via.UDP, false));
        assertThat(only(udp.sent()).datagram()).isInstanceOfSatisfying(TextDatagram.class, text -> {
            assertThat(text.text()).isEqualTo("there");
            assertThat(text.number()).isEqualTo(3);
        });
    }

    @Test
    void shouldOutliveAnUnreachablePortAndGoOnAsking() {
        helosWithin(Duration.ZERO);

        udp.pipeline().fireExceptionCaught(new PortUnreachableException("planned"));

        assertThat(udp.isOpen()).isTrue();
        assertThat(session.counters().udp().sendFailures()).isEqualTo(1);
        assertThat(helosWithin(Duration.ofMillis(50))).hasSize(1);
        assertThat(session.udp()).isEqualTo(PathState.PROBING);
    }

    @Test
    void shouldCountEachDatagramItDropsByItsReasonAndAnswerNone() {
        comeUp();
        heard.clear();

        udp.receive(new byte[16], EmbeddedDatagrams.SERVER);
        udp.receive(new byte[] {2, 0, 0, 0, 0, 0, 0, 0x12, 0x67, 0, 0, 0, 0, 0, 0, 0, 9}, EmbeddedDatagrams.SERVER);
        udp.receive(new byte[1201], EmbeddedDatagrams.SERVER);
        receive(new UnknownDatagram(0x40, ID, 9));
        receive(new UnknownDatagram(0x3f, ID, 9));
        receive(new Helo(ID, 9));
        receive(new Bind(ID, 9, COOKIE, COOKIE));
        receive(new TextDatagram(ID + 1, 9, 1, 0, "another session's"));
        receive(new Bound(ID, 2));
        receive(new TextDatagram(ID, 3 + (1 << 24), 1, 0, "far ahead"));

        assertThat(udp.sent()).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(session.counters().udp().dropped())
                .isEqualTo(Map.of(
                        DropReason.MALFORMED, 2L,
                        DropReason.OVERSIZED, 1L,
                        DropReason.UNKNOWN_TYPE, 4L,
                        DropReason.UNKNOWN_ID, 1L,
                        DropReason.DUPLICATE, 1L,
                        DropReason.FORGED, 1L));
    }

    @Test
    void shouldAskNoMoreAfterTheSessionHasEnded() {
        helosWithin(Duration.ZERO);

        stream.close();

        assertThat(helosWithin(Duration.ofSeconds(10))).isEmpty();
        assertThat(stream.runScheduledPendingTasks())
                .as("nothing is scheduled any more")
                .isEqualTo(-1);
    }

    /** Its socket may have been on its way when the session ended. */
    @Test
    void shouldNotBeginAgainWithASocketThatComesAfterTheEnd() throws Exception {
        helosWithin(Duration.ZERO);
        stream.close();

        EmbeddedDatagrams late = EmbeddedDatagrams.ofClient(new ClientDatagramHandler(session.udpPath()));
        session.udpPath().attach(late);
        stream.pass(Duration.ofSeconds(5));

        assertThat(late.sent()).isEmpty();
        assertThat(session.udp()).isEqualTo(PathState.DOWN);
        assertThat(stream.runScheduledPendingTasks())
                .as("nothing is scheduled any more")
                .isEqualTo(-1);
        late.finishAndReleaseAll();
    }

    /** It may have been on its way from one event loop to the other. */
    @Test
    void shouldNotComeUpByADatagramThatComesAfterTheEnd() {
        helosWithin(Duration.ZERO);
        stream.close();

        receive(new Bound(ID, 1));

        assertThat(session.udp()).isEqualTo(PathState.DOWN);
        assertThat(session.whenUdpUp()).isCompletedExceptionally();
    }

    private void comeUp() {
        helosWithin(Duration.ZERO);
        receive(new HeloOk(ID, 1, COOKIE));
        receive(new Bound(ID, 2));
        udp.sent();
    }

    private void receive(Datagram datagram) {
        udp.receive(datagram, EmbeddedDatagrams.SERVER);
    }

    /** The HELOs, and nothing else, that go out in so much time. */
    private List<Datagram> helosWithin(Duration time) {
        stream.pass(time);
        List<Datagram> helos = udp.sentWithPings().stream().map(Sent::datagram).toList();
        assertThat(helos).hasOnlyElementsOfType(Helo.class);
        return helos;
    }

    private static Sent only(List<Sent> sent) {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
