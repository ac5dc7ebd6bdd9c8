package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that breaks the protocol ends the session: it hears why by code, and what it sends afterwards is thrown away. */
class SessionViolationsTest {

    private static final Text TEXT = new Text(1, 0, "text", false);
    private static final Bye BYE = new Bye(0, "", 0);

    private final EmbeddedServer server =
            new EmbeddedServer(Limits.builder().window(Limits.MIN_WINDOW).build());

    @AfterEach
    void end() {
        server.close();
    }

    static Stream<Frame> framesOfTheHandshake() {
        return Stream.of(
                EmbeddedServer.joinAs(1), EmbeddedServer.ack(1, 1), new Welcome(1, "me"), new Refused(1, 0, "no"));
    }

    @ParameterizedTest
    @MethodSource("framesOfTheHandshake")
    void shouldEndTheSessionForAFrameOfTheHandshake(Frame frame) throws Exception {
        shouldEnd(CloseCause.PROTOCOL_ERROR, Bytes.of(frame));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 128 * 1024 + 1, 0x7fff_ffffL, 0xffff_ffffL})
    void shouldEndTheSessionForALengthBeforeItsBytesCome(long length) throws Exception {
        shouldEnd(
                CloseCause.FRAME_LENGTH,
                new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x3f, 0x42, 0x7f})
    void shouldEndTheSessionForAnUnknownTypeThatMayNotBeSkipped(int type) throws Exception {
        shouldEnd(CloseCause.PROTOCOL_ERROR, new byte[] {0, 0, 0, 1, (byte) type});
    }

    @Test
    void shouldEndTheSessionForATextThatIsNoUtf8() throws Exception {
        byte[] text = Bytes.of(TEXT);
        text[text.length - 1] = (byte) 0xff;
        shouldEnd(CloseCause.INVALID_TEXT, text);
    }

    @Test
    void shouldEndTheSessionForATextThatIsTooLong() throws Exception {
        EmbeddedStream stream = server.join();
        byte[] text = Bytes.concat(Bytes.of(new Text(1, 0, "x".repeat(65_536), false)), new byte[1]);
        text[3]++;

        stream.receive(text);

        assertThat(onlyBye(stream).code()).isEqualTo(CloseCause.INVALID_TEXT.code());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -1})
    void shouldEndTheSessionWhenAPositionIsAcknowledgedThatWasNeverSent(long position) throws Exception {
        for (Frame frame : new Frame[] {new Received(position), new Bye(0, "", position)}) {
            EmbeddedStream stream = server.join();
            CompletableFuture<Receipt> receipt = server.session().send("one", Via.TCP, Fallback.TCP);
            stream.sent();

            stream.receive(frame);

            assertThat(onlyBye(stream).code()).isEqualTo(CloseCause.IMPOSSIBLE_POSITION.code());
            stream.close();
            assertThat(Futures.failure(receipt, SessionClosedException.class).fateUnknown())
                    .isTrue();
        }
    }

    @Test
    void shouldEndTheSessionWhenMoreIsUnacknowledgedThanTheWindowAllows() throws Exception {
        server.onSession(session -> {}); // nobody listens, so nothing is acknowledged
        EmbeddedStream stream = server.join();
        Text half = new Text(1, 0, "x".repeat(Limits.MIN_WINDOW / 2 - 17), false);

        stream.receive(half);
        stream.receive(half);
        assertThat(stream.sent()).isEmpty();
        assertThat(stream.isOutputShutdown()).isFalse();
        stream.receive(new Skipped(0xc0)); // five bytes are too many now

        assertThat(onlyBye(stream).code()).isEqualTo(CloseCause.WINDOW_EXCEEDED.code());
    }

    @Test
    void shouldEndTheSessionForASequencedFrameAfterBye() throws Exception {
        shouldEndAfterBye(TEXT);
        shouldEndAfterBye(new Skipped(0xc0));
    }

    @Test
    void shouldEndTheSessionForASecondBye() throws Exception {
        shouldEndAfterBye(BYE);
    }

    @Test
    void shouldTellNothingButWhyAndNotWhatWaitedToBeSent() throws Exception {
        server.onSession(session -> session.listen(event -> session.send("never sent", Via.TCP, Fallback.TCP), null));
        EmbeddedStream stream = server.join();

        stream.receive(TEXT, new Welcome(1, "me"), TEXT);

        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Bye.class, bye -> assertThat(bye.received()).isEqualTo(1));
        assertThat(server.session().send("later", Via.TCP, Fallback.TCP)).isCompletedExceptionally();
    }

    @Test
    void shouldCloseWhenThePeerDoesNotAfterTheLastWord() throws Exception {
        EmbeddedStream stream = server.join();
        stream.receive(new Welcome(1, "me"));
        assertThat(stream.isOpen()).isTrue();

        stream.pass(Duration.ofSeconds(2));

        assertThat(stream.isOpen()).isFalse();
    }

    private void shouldEnd(CloseCause cause, byte[] bytes) throws Exception {
        for (byte[][] reads : Bytes.everyCut(bytes)) {
            EmbeddedStream stream = server.join();

            stream.receive(reads);
            stream.receive(TEXT);

            assertThat(onlyBye(stream).code()).isEqualTo(cause.code());
            assertThat(stream.isOutputShutdown()).isTrue();
            stream.endInput();
            assertThat(stream.isOpen()).isFalse();
            assertThat(server.heard).singleElement().isInstanceOfSatisfying(SessionClosed.class, closed -> {
                assertThat(closed.cause()).isEqualTo(cause);
                assertThat(closed.by()).isEqualTo(Initiator.LOCAL);
            });
            server.heard.clear();
        }
    }

    /** The cause of the end stays what the peer's BYE said. */
    private void shouldEndAfterBye(Frame frame) throws Exception {
        EmbeddedStream stream = server.join();
        stream.receive(BYE, frame);

        List<Frame> sent = stream.sent();
        assertThat(sent.get(sent.size() - 1))
                .isInstanceOfSatisfying(
                        Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.PROTOCOL_ERROR.code()));
        stream.close();
        assertThat(server.heard).containsExactly(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        server.heard.clear();
    }

    private static Bye onlyBye(EmbeddedStream stream) {
        List<Frame> sent = stream.sent();
        assertThat(sent).singleElement().isInstanceOf(Bye.class);
        return (Bye) sent.get(0);
    }
}
