package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpitaphTest {

    private static final String TEXT = "00000000 0004 6f766572";
    private static final String EPITAPH = "0000000000000005 01" + NONCE_HEX;

    @Test
    void shouldBeReadBehindTheTextWhateverFollows() throws WireException {
        Refused ended = new Refused(9, 0, "over", new Epitaph(5, true, bytes32(NONCE_HEX)));

        assertThat(refused("0009" + TEXT + EPITAPH)).isEqualTo(ended);
        assertThat(refused("0009" + TEXT + EPITAPH + "ff")).isEqualTo(ended);
    }

    @Test
    void shouldBeNoneWhenItIsCutShort() throws WireException {
        String digits = EPITAPH.replace(" ", "");

        for (int end = 0; end < digits.length(); end += 2) {
            assertThat(refused("0009" + TEXT + digits.substring(0, end)))
                    .as("cut to %d bytes", end / 2)
                    .isEqualTo(new Refused(9, 0, "over"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0008", "000a", "ffff"})
    void shouldBeNoneInARefusalForAnotherReason(String code) throws WireException {
        assertThat(refused(code + TEXT + EPITAPH).epitaph()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, true", "ff, true"})
    void shouldTakeAnythingButZeroForExact(String exact, boolean expected) throws WireException {
        assertThat(refused("0009" + TEXT + EPITAPH.replace(" 01", exact)).epitaph())
                .isEqualTo(new Epitaph(5, expected, bytes32(NONCE_HEX)));
    }

    @Test
    void shouldProveWhatStandsBeforeItsProof() {
        Epitaph epitaph = new Epitaph(5, true);

        assertThat(epitaph.proven()).isEqualTo(hex("0000000000000005 01"));
        assertThat(epitaph.withProof(bytes32(SECRET_HEX)))
                .isEqualTo(new Epitaph(5, true, bytes32(SECRET_HEX)))
                .extracting(Epitaph::proven)
                .isEqualTo(epitaph.proven());
    }

    private static Refused refused(String body) throws WireException {
        return (Refused) WireBytes.read(WireBytes.framed(Refused.TYPE, hex(body)));
    }
}
