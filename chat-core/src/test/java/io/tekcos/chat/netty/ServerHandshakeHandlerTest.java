package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerHandshakeHandlerTest {

    private static final Duration LIMIT = Limits.DEFAULTS.handshake();
    private static final Text TEXT = new Text(7, 0, "안녕", false);

    private final EmbeddedServer server = new EmbeddedServer();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldGreetFirstInOneShortWriteAndThenWait() throws Exception {
        EmbeddedStream stream = server.connect();

        assertThat(stream.flushes()).isEqualTo(1);
        ByteBuf greeting = stream.sentBytes();
        assertThat(greeting.readableBytes()).isLessThan(512);
        assertThat(greeting.getCharSequence(5, 3, java.nio.charset.StandardCharsets.US_ASCII))
                .hasToString("ack");
        greeting.release();
        stream.pass(LIMIT.minusMillis(100));
        assertThat(stream.sent()).isEmpty();
        assertThat(server.acceptor.counters().halfOpen()).isEqualTo(1);
    }

    @Test
    void shouldGreetEveryConnectionWithANonceOfItsOwn() throws Exception {
        assertThat(greeting(server.connect()).nonce())
                .isNotEqualTo(greeting(server.connect()).nonce());
    }

    @Test
    void shouldWelcomeWhoeverJoinsHoweverTheJoinIsCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(EmbeddedServer.joinAs(1)))) {
            EmbeddedStream stream = server.connect();
            greeting(stream);

            stream.receive(reads);

            assertThat(stream.sent()).singleElement().isInstanceOf(Welcome.class);
            assertThat(stream.pipeline().names()).contains("session").doesNotContain("handshake");
            assertThat(server.session().peer().name()).isEqualTo("client");
            stream.close();
        }
        assertThat(server.acceptor.counters().halfOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsOpened()).isEqualTo(server.begun.size());
    }

    @Test
    void shouldHandTheSessionEveryTextThatComesWithTheJoinHoweverTheyAreCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(EmbeddedServer.joinAs(1), TEXT, TEXT))) {
            EmbeddedStream stream = server.connect();
            greeting(stream);

            stream.receive(reads);

            Message expected = new Message(7, "client", "안녕", Via.TCP, false);
            assertThat(server.heard).containsExactly(expected, expected);
            List<Frame> sent = stream.sent();
            assertThat(sent.get(0)).isInstanceOf(Welcome.class);
            assertThat(sent.get(sent.size() - 1)).isEqualTo(new Received(2));
            stream.close();
            server.heard.clear();
        }
    }

    @Test
    void shouldRefuseATextBeforeTheJoinHoweverTheyAreCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(TEXT, EmbeddedServer.joinAs(1)))) {
            EmbeddedStream stream = server.connect();
            greeting(stream);

            stream.receive(reads);

            assertThat(stream.sent())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED.code()));
        }
        assertThat(server.begun).isEmpty();
    }

    @Test
    void shouldEndTheSessionWhenItsClientJoinsAgainHoweverTheJoinsAreCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(EmbeddedServer.joinAs(1), EmbeddedServer.joinAs(2)))) {
            EmbeddedStream stream = server.connect();
            greeting(stream);

            stream.receive(reads);

            List<Frame> sent = stream.sent();
            assertThat(sent).hasSize(2).first().isInstanceOf(Welcome.class);
            assertThat(sent.get(1))
                    .isInstanceOfSatisfying(
                            Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.PROTOCOL_ERROR.code()));
            stream.close();
        }
    }

    @Test
    void shouldRefuseWhoeverIsSilentWhenTheTimeLimitIsOver() throws Exception {
        EmbeddedStream stream = server.connect();
        greeting(stream);

        stream.pass(LIMIT);

        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.TOO_LATE.code()));
        assertThat(server.acceptor.counters().halfOpen()).isZero();
        assertThat(server.acceptor.counters().refused()).isEqualTo(Map.of(RefusalCode.TOO_LATE, 1L));
        assertThat(server.acceptor.counters().vanished()).isZero();
    }

    @Test
    void shouldRefuseWhoeverJoinsTooSlowlyAndThenIgnoreTheRestOfTheJoin() throws Exception {
        EmbeddedStream stream = server.connect();
        greeting(stream);
        byte[][] join = Bytes.singly(Bytes.of(EmbeddedServer.joinAs(1)));

        for (byte[] single : join) {
            stream.receive(single);
            stream.pass(LIMIT.dividedBy(join.length - 2));
        }

        assertThat(stream.sent()).singleElement().isInstanceOf(Refused.class);
        assertThat(server.begun).isEmpty();
    }

    @Test
    void shouldSetNoTimeLimitToTheSessionItself() throws Exception {
        EmbeddedStream stream = server.join();

        for (int i = 0; i < 100; i++) {
            stream.pass(LIMIT);
            stream.receive(new Received(0)); // a sign of life, for there is a limit to silence
        }

        assertThat(stream.isOpen()).isTrue();
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void shouldCountAsVanishedWhoeverClosesBeforeJoining() throws Exception {
        EmbeddedStream cut = server.connect();
        EmbeddedStream halfClosed = server.connect();

        cut.receive(new byte[] {0, 0, 0});
        cut.close();
        halfClosed.endInput();

        assertThat(halfClosed.isOpen()).isFalse();
        assertThat(server.acceptor.counters().vanished()).isEqualTo(2);
        assertThat(server.acceptor.counters().halfOpen()).isZero();
        assertThat(server.acceptor.counters().refused()).isEmpty();
    }

    @Test
    void shouldCloseWhenTheConnectionBreaks() throws Exception {
        EmbeddedStream stream = server.connect();

        stream.pipeline().fireExceptionCaught(new java.io.IOException("reset"));

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.acceptor.counters().vanished()).isEqualTo(1);
    }

    @Test
    void shouldNotLetAListenerForNewSessionsThatThrowsHarmTheSession() throws Exception {
        server.onSession(session -> {
            session.listen(server.heard::add, null);
            throw new Planned();
        });
        EmbeddedStream stream = server.join();

        stream.receive(TEXT);

        assertThat(stream.sent()).containsExactly(new Received(1));
    }

    private static Ack greeting(EmbeddedStream stream) {
        List<Frame> sent = stream.sent();
        assertThat(sent).singleElement().isInstanceOf(Ack.class);
        return (Ack) sent.get(0);
    }
}
