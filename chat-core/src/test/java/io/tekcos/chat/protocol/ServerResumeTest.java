package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a server does with a client that comes back. */
class ServerResumeTest {

    private static final Bytes32 RESUME_NONCE = Keys.bytes32("77".repeat(32));
    private static final PeerLimits LIMITS = PeerLimits.withWindow(0x40000);
    private static final SessionId SESSION = new SessionId(1, 2);
    private static final Join JOIN = new Join(1, SESSION, Keys.SECRET, "Ann", LIMITS);
    private static final Resume RESUME =
            Proofs.prove(new Resume(1, SESSION, 3, RESUME_NONCE, 4), Keys.SECRET, Keys.NONCE);
    private static final Tombstone TOMBSTONE = new Tombstone(Keys.SECRET, 5, true);

    static final List<Consumer<ServerHandshake>> DECISIONS =
            List.of(ServerHandshake::unknown, ServerResumeTest::ended, ServerResumeTest::resume);

    private final ServerHandshake handshake = new ServerHandshake(Keys.NONCE, 2000, LIMITS);

    @Test
    void shouldGoOnAndProveThatItKnowsTheSecret() throws WireException {
        assertThat(handshake.onFrame(RESUME)).isEqualTo(RESUME);

        assertThat(resume(handshake))
                .isEqualTo(Proofs.prove(new Resumed(77, 5, 9, "server"), Keys.SECRET, Keys.NONCE, RESUME_NONCE));
        assertTakesNothing();
    }

    @Test
    void shouldSayHowFarAnEndedSessionHadCome() throws WireException {
        handshake.onFrame(RESUME);
        Refused refused = ended(handshake);

        assertThat(refused.code()).isEqualTo(RefusalCode.ENDED.code());
        assertThat(refused.epitaph())
                .isEqualTo(Proofs.prove(new Epitaph(5, true), Keys.SECRET, Keys.NONCE, RESUME_NONCE));
        assertTakesNothing();
    }

    @Test
    void shouldTakeAJoinInPlaceOfASessionThatItDoesNotKnow() throws WireException {
        handshake.onFrame(RESUME);
        assertThat(handshake.unknown().code()).isEqualTo(RefusalCode.UNKNOWN.code());

        assertThat(handshake.onFrame(JOIN)).isEqualTo(JOIN);
        assertThat(handshake.admit(77, "server")).isEqualTo(new Welcome(77, "server"));
        assertTakesNothing();
    }

    @Test
    void shouldTakeASecondResumeForAViolationAndStayAsItWas() throws WireException {
        handshake.onFrame(RESUME);
        handshake.unknown();
        assertThatThrownBy(() -> handshake.onFrame(RESUME)).isInstanceOf(WireException.class);

        assertThat(handshake.onFrame(JOIN)).isEqualTo(JOIN);
    }

    @Test
    void shouldTakeNoFrameBeforeItHasDecidedAndStayAsItWas() throws WireException {
        handshake.onFrame(RESUME);
        assertThatThrownBy(() -> handshake.onFrame(RESUME)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> handshake.onFrame(JOIN)).isInstanceOf(WireException.class);
        assertThatIllegalStateException().isThrownBy(() -> handshake.admit(77, "server"));

        assertThat(resume(handshake)).isNotNull();
    }

    @Test
    void shouldTakeNoResumeAfterAJoinAndStayAsItWas() throws WireException {
        handshake.onFrame(JOIN);
        assertThatThrownBy(() -> handshake.onFrame(RESUME)).isInstanceOf(WireException.class);

        assertThat(handshake.admit(77, "server")).isNotNull();
    }

    @ParameterizedTest
    @FieldSource("DECISIONS")
    void shouldDecideNothingThatWasNotAskedAndStayAsItWas(Consumer<ServerHandshake> decision) throws WireException {
        assertThatIllegalStateException().isThrownBy(() -> decision.accept(handshake));
        handshake.onFrame(JOIN);
        assertThatIllegalStateException().isThrownBy(() -> decision.accept(handshake));
        handshake.admit(77, "server");
        assertThatIllegalStateException().isThrownBy(() -> decision.accept(handshake));
    }

    @ParameterizedTest
    @FieldSource("DECISIONS")
    void shouldDecideOnlyOnce(Consumer<ServerHandshake> decision) throws WireException {
        handshake.onFrame(RESUME);
        decision.accept(handshake);

        DECISIONS.forEach(again -> assertThatIllegalStateException().isThrownBy(() -> again.accept(handshake)));
    }

    @Test
    void shouldBelieveWhoeverKnowsTheSecretAndItsOwnNonce() {
        assertThat(handshake.isProven(RESUME, Keys.SECRET)).isTrue();
        assertThat(handshake.isProven(RESUME, Keys.NONCE)).isFalse();
        assertThat(handshake.isProven(RESUME.withProof(Keys.SECRET), Keys.SECRET))
                .isFalse();
        assertThat(new ServerHandshake(Keys.SECRET, 2000, LIMITS).isProven(RESUME, Keys.SECRET))
                .as("a RESUME that was said to another connection")
                .isFalse();
    }

    @Test
    void shouldGreetWithTheNonceThatItChecks() {
        assertThat(handshake.greeting()).isEqualTo(new Ack(1, 1, Keys.NONCE, 2000, LIMITS));
    }

    private void assertTakesNothing() {
        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(RESUME));
        assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(JOIN));
    }

    private static Refused ended(ServerHandshake handshake) {
        return handshake.ended(RESUME, TOMBSTONE);
    }

    private static Resumed resume(ServerHandshake handshake) {
        return handshake.resume(RESUME, Keys.SECRET, 77, 5, 9, "server");
    }
}
