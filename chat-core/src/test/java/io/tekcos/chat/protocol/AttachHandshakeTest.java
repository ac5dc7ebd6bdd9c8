package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;

/** How a connection becomes a transfer's, at both ends. */
class AttachHandshakeTest {

    private static final SessionId SESSION = new SessionId(1, 2);
    private static final TransferId TRANSFER = new TransferId(3, 4);
    private static final Bytes32 ATTACH_NONCE = Keys.bytes32("77".repeat(32));
    private static final PeerLimits LIMITS = PeerLimits.withWindow(0x40000);
    private static final Attach ATTACH =
            Proofs.prove(new Attach(1, SESSION, TRANSFER, ATTACH_NONCE), Keys.SECRET, Keys.NONCE);

    private final ClientHandshake client =
            ClientHandshake.attach(new Ticket(SESSION, Keys.SECRET, 0), TRANSFER, ATTACH_NONCE);
    private final ServerHandshake server = new ServerHandshake(Keys.NONCE, 2000, LIMITS);

    @Test
    void shouldBeAttachedWhenBothProveTheSecret() throws WireException {
        assertThat(client.onFrame(server.greeting())).isEqualTo(new Step.Reply(ATTACH));
        assertThat(server.onFrame(ATTACH)).isEqualTo(ATTACH);
        assertThat(server.isProven(ATTACH, Keys.SECRET)).isTrue();

        assertThat(client.onFrame(server.attach(ATTACH, Keys.SECRET))).isEqualTo(new Step.Attached());
        assertThatIllegalStateException().isThrownBy(() -> client.onFrame(new Attached()));
        assertThatIllegalStateException().isThrownBy(() -> server.onFrame(ATTACH));
    }

    @Test
    void shouldBelieveNobodyElse() {
        assertThat(server.isProven(ATTACH, Keys.NONCE)).isFalse();
        assertThat(server.isProven(ATTACH.withProof(Keys.SECRET), Keys.SECRET)).isFalse();
        assertThat(new ServerHandshake(ATTACH_NONCE, 2000, LIMITS).isProven(ATTACH, Keys.SECRET))
                .as("an ATTACH that was said to another connection")
                .isFalse();
    }

    @Test
    void shouldFailWhenTheServerProvesNothing() throws WireException {
        client.onFrame(server.greeting());

        assertThat(failure(new Attached())).isInstanceOf(WrongProtocolException.class);
    }

    @Test
    void shouldFailWhenTheAnswerIsOneToAnotherAttach() throws WireException {
        client.onFrame(server.greeting());

        assertThat(failure(Proofs.prove(new Attached(), Keys.SECRET, Keys.NONCE, Keys.NONCE)))
                .isInstanceOf(WrongProtocolException.class);
    }

    @Test
    void shouldFailAndNotJoinWhenTheServerKnowsNoSuchTransfer() throws WireException {
        client.onFrame(server.greeting());

        assertThat(failure(new Refused(RefusalCode.UNKNOWN.code(), 0, "")))
                .isInstanceOfSatisfying(
                        PeerRefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.UNKNOWN));
    }

    @Test
    void shouldTakeNoOtherAnswerAndStayAsItWas() throws WireException {
        assertThatThrownBy(() -> client.onFrame(new Attached())).isInstanceOf(WireException.class);
        client.onFrame(server.greeting());
        assertThatThrownBy(() -> client.onFrame(new Welcome(1, "x"))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> client.onFrame(new Ack(1, 1, Keys.NONCE, 2000, LIMITS)))
                .isInstanceOf(WireException.class);

        server.onFrame(ATTACH);
        assertThat(client.onFrame(server.attach(ATTACH, Keys.SECRET))).isEqualTo(new Step.Attached());
    }

    @Test
    void shouldTakeNothingElseOnceItHasAnAttach() throws WireException {
        assertThatIllegalStateException().isThrownBy(() -> server.attach(ATTACH, Keys.SECRET));
        server.onFrame(ATTACH);

        assertThatThrownBy(() -> server.onFrame(ATTACH)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> server.onFrame(new Join(1, SESSION, Keys.SECRET, "Ann", LIMITS)))
                .isInstanceOf(WireException.class);
        assertThatIllegalStateException().isThrownBy(() -> server.admit(1, "x"));
        assertThatIllegalStateException().isThrownBy(server::unknown);
        assertThat(server.attach(ATTACH, Keys.SECRET)).isNotNull();
    }

    @Test
    void shouldTakeNoAttachAfterAResume() throws WireException {
        server.onFrame(new Resume(1, SESSION, 1, Keys.NONCE, 0));
        server.unknown();

        assertThatThrownBy(() -> server.onFrame(ATTACH)).isInstanceOf(WireException.class);
    }

    private Throwable failure(Frame answer) throws WireException {
        return ((Step.Failed) client.onFrame(answer)).why();
    }
}
