package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ClientHandshakeTest {

    private static final SessionId SESSION = new SessionId(1, 2);
    private static final PeerLimits OURS = PeerLimits.withWindow(0x40000);
    private static final PeerLimits THEIRS = new PeerLimits(0x30000, 0x80000, 1400);
    private static final Ack ACK = new Ack(1, 1, Keys.NONCE, 2000, THEIRS);
    private static final Welcome WELCOME = new Welcome(77, "server");
    private static final Join JOIN = new Join(1, SESSION, Keys.SECRET, "Ann", OURS);

    private static final List<Frame> NEVER =
            List.of(JOIN, new Text(1, 0, "x", false), new Received(0), new Bye(0, "", 0), new Skipped(0x80));
    static final List<Frame> NOT_FIRST =
            Stream.concat(NEVER.stream(), Stream.of(WELCOME)).toList();
    static final List<Frame> NOT_SECOND =
            Stream.concat(NEVER.stream(), Stream.of(ACK)).toList();
    static final List<Frame> ANY = Stream.concat(NEVER.stream(), Stream.of(ACK, WELCOME, new Refused(1, 0, "")))
            .toList();

    private final ClientHandshake handshake = ClientHandshake.join(new Ticket(SESSION, Keys.SECRET, 0), "Ann", OURS);

    @Test
    void shouldJoinWhenGreetedAndStandWhenWelcomed() throws WireException {
        assertThat(handshake.isGreeted()).isFalse();
        assertThat(handshake.onFrame(ACK)).isEqualTo(new Step.Reply(JOIN));
        assertThat(handshake.isGreeted()).isTrue();
        assertThat(handshake.onFrame(WELCOME))
                .isEqualTo(new Step.Established(new Terms(SESSION, Keys.SECRET, 77, 2000, "server", THEIRS)));
    }

    @Test
    void shouldFailWhenRefusedInsteadOfGreeted() throws WireException {
        PeerRefusedException why = (PeerRefusedException) failure(new Refused(1, 2500, "full"));

        assertThat(why.code()).isEqualTo(RefusalCode.BUSY);
        assertThat(why.retryAfter()).isEqualTo(Duration.ofMillis(2500));
        assertThat(why).hasMessageContaining("full");
        assertThat(handshake.isGreeted()).isFalse();
    }

    @Test
    void shouldFailWhenRefusedInsteadOfWelcomed() throws WireException {
        handshake.onFrame(ACK);
        PeerRefusedException why = (PeerRefusedException) failure(new Refused(999, 0, "so there"));

        assertThat(why.code()).isEqualTo(RefusalCode.UNRECOGNISED);
        assertThat(why.retryAfter()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "0, 1", "1, 65535", "0, 65535"})
    void shouldJoinWithItsOwnVersionWhenTheServerSpeaksItToo(int oldest, int newest) throws WireException {
        assertThat(handshake.onFrame(new Ack(oldest, newest, Keys.NONCE, 0, THEIRS)))
                .isEqualTo(new Step.Reply(JOIN));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 65535", "0, 0", "2, 1"})
    void shouldFailWhenThereIsNoCommonVersion(int oldest, int newest) throws WireException {
        assertThat(failure(new Ack(oldest, newest, Keys.NONCE, 0, THEIRS)))
                .isInstanceOf(WrongProtocolException.class)
                .hasMessageContaining("versions " + oldest + " to " + newest);
        assertThat(handshake.isGreeted()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(WELCOME));
    }

    @ParameterizedTest
    @FieldSource("NOT_FIRST")
    void shouldRefuseAnyOtherFirstFrameAndStayAsItWas(Frame frame) throws WireException {
        assertBreaksProtocol(frame);

        assertThat(handshake.isGreeted()).isFalse();
        assertThat(handshake.onFrame(ACK)).isEqualTo(new Step.Reply(JOIN));
    }

    @ParameterizedTest
    @FieldSource("NOT_SECOND")
    void shouldRefuseAnyOtherSecondFrameAndStayAsItWas(Frame frame) throws WireException {
        handshake.onFrame(ACK);
        assertBreaksProtocol(frame);

        assertThat(handshake.onFrame(WELCOME)).isInstanceOf(Step.Established.class);
    }

    @ParameterizedTest
    @FieldSource("ANY")
    void shouldTakeNothingWhenItStands(Frame frame) throws WireException {
        handshake.onFrame(ACK);
        handshake.onFrame(WELCOME);

        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(frame));
        assertThat(handshake.isGreeted()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("ANY")
    void shouldTakeNothingWhenItFailed(Frame frame) throws WireException {
        handshake.onFrame(new Refused(1, 0, ""));

        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(frame));
    }

    private Throwable failure(Frame frame) throws WireException {
        return ((Step.Failed) handshake.onFrame(frame)).why();
    }

    private void assertBreaksProtocol(Frame frame) {
        WireException thrown = catchThrowableOfType(WireException.class, () -> handshake.onFrame(frame));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining(frame.getClass().getSimpleName());
    }
}
