package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.framed;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused in a RESUME and a RESUMED, and what their proofs cover. */
class ResumeTest {

    private static final Resume RESUME = new Resume(1, new SessionId(1, 2), 3, bytes32(NONCE_HEX), 4);
    private static final Resumed RESUMED = new Resumed(5, 6, 7, "bob");

    @ParameterizedTest
    @ValueSource(strings = {"544b4354", "00000000", "746b6373", "48545450"})
    void shouldRefuseAnotherMagic(String magic) {
        assertThat(failure(Resume.TYPE, hex(magic + "0001" + "00".repeat(92))).refusal())
                .isEqualTo(RefusalCode.MAGIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0002", "ffff"})
    void shouldRefuseAnotherVersionBeforeReadingWhatItMayHaveChanged(String version) {
        assertThat(failure(Resume.TYPE, hex("544b4353" + version)).refusal()).isEqualTo(RefusalCode.VERSION);
        assertThat(failure(Resume.TYPE, hex("544b4353" + version + "00".repeat(92)))
                        .refusal())
                .isEqualTo(RefusalCode.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0120", "0362ff62", "03621b62", "04626f62"})
    void shouldRefuseANameThatNoServerMayHave(String name) {
        WireException thrown = failure(Resumed.TYPE, hex("11".repeat(24) + name + NONCE_HEX));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
    }

    @Test
    void shouldProveAllOfTheBodyThatStandsBeforeTheProof() {
        assertThat(RESUME.proven()).isEqualTo(beforeProof(RESUME));
        assertThat(RESUMED.proven()).isEqualTo(beforeProof(RESUMED));
    }

    @Test
    void shouldChangeNothingButTheProof() throws WireException {
        Resume resume = RESUME.withProof(bytes32(SECRET_HEX));
        Resumed resumed = RESUMED.withProof(bytes32(SECRET_HEX));

        assertThat(WireBytes.read(bytesOf(resume))).isEqualTo(resume).isNotEqualTo(RESUME);
        assertThat(resume.proven()).isEqualTo(RESUME.proven());
        assertThat(WireBytes.read(bytesOf(resumed))).isEqualTo(resumed).isNotEqualTo(RESUMED);
        assertThat(resumed.proven()).isEqualTo(RESUMED.proven());
    }

    @Test
    void shouldFitTheHandshakeLimitWhateverTheName() {
        assertThat(bytesOf(new Resumed(5, 6, 7, "x".repeat(Limits.MAX_NAME_BYTES))).length)
                .isLessThan(Frame.MAX_HANDSHAKE_LENGTH);
    }

    private static byte[] beforeProof(Frame frame) {
        byte[] bytes = bytesOf(frame);
        return Arrays.copyOfRange(bytes, Frame.HEADER_BYTES, bytes.length - Bytes32.LENGTH);
    }

    private static WireException failure(int type, byte[] body) {
        return catchThrowableOfType(WireException.class, () -> WireBytes.read(framed(type, body)));
    }
}
