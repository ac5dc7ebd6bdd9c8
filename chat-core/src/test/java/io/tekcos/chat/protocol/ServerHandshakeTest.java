package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ServerHandshakeTest {

    private static final PeerLimits OURS = PeerLimits.withWindow(0x40000);
    private static final PeerLimits THEIRS = new PeerLimits(0x30000, 0x80000, 1400);
    private static final Ack GREETING = new Ack(1, 1, Keys.NONCE, 2000, OURS);
    private static final Join JOIN = new Join(1, new SessionId(1, 2), Keys.SECRET, "Ann", THEIRS);
    private static final Welcome WELCOME = new Welcome(77, "server");

    static final List<Frame> NOT_JOIN = List.of(
            GREETING,
            WELCOME,
            new Refused(1, 0, ""),
            new Text(1, 0, "x", false),
            new Received(0),
            new Bye(0, "", 0),
            new Skipped(0x80));
    static final List<Frame> ANY =
            Stream.concat(NOT_JOIN.stream(), Stream.of(JOIN)).toList();

    private final ServerHandshake handshake = new ServerHandshake(Keys.NONCE, 2000, OURS);

    @Test
    void shouldGreetThenTakeAJoinThenAdmit() throws WireException {
        assertThat(handshake.greeting()).isEqualTo(GREETING);
        assertThat(handshake.onFrame(JOIN)).isEqualTo(JOIN);
        assertThat(handshake.admit(77, "server")).isEqualTo(WELCOME);
    }

    @Test
    void shouldSettleWhatTheClientAsked() {
        assertThat(handshake.terms(JOIN, 77))
                .isEqualTo(new Terms(new SessionId(1, 2), Keys.SECRET, 77, 2000, "Ann", THEIRS));
    }

    @ParameterizedTest
    @FieldSource("NOT_JOIN")
    void shouldRefuseAnyOtherFirstFrameAndStayAsItWas(Frame frame) throws WireException {
        assertBreaksProtocol(frame);

        assertThatIllegalStateException().isThrownBy(() -> handshake.admit(77, "server"));
        assertThat(handshake.onFrame(JOIN)).isEqualTo(JOIN);
    }

    @ParameterizedTest
    @FieldSource("ANY")
    void shouldRefuseAnyFrameBeforeItAdmittedAndStayAsItWas(Frame frame) throws WireException {
        handshake.onFrame(JOIN);
        assertBreaksProtocol(frame);

        assertThat(handshake.admit(77, "server")).isEqualTo(WELCOME);
    }

    @ParameterizedTest
    @FieldSource("ANY")
    void shouldTakeNothingWhenItIsOver(Frame frame) throws WireException {
        handshake.onFrame(JOIN);
        handshake.admit(77, "server");

        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(frame));
    }

    @Test
    void shouldRememberTheAttemptThatCameToNothingWhenTheClientThenJoins() throws WireException {
        assertThat(handshake.attempt()).isZero();
        handshake.onFrame(new Resume(1, new SessionId(1, 2), 3, Keys.NONCE, 0));
        handshake.unknown();
        handshake.onFrame(JOIN);

        assertThat(handshake.attempt()).isEqualTo(3);
    }

    @Test
    void shouldAdmitOnlyOnce() throws WireException {
        handshake.onFrame(JOIN);
        handshake.admit(77, "server");

        assertThatIllegalStateException().isThrownBy(() -> handshake.admit(77, "server"));
    }

    private void assertBreaksProtocol(Frame frame) {
        WireException thrown = catchThrowableOfType(WireException.class, () -> handshake.onFrame(frame));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining(frame.getClass().getSimpleName());
    }
}
