package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class Bytes32Test {

    @Test
    void shouldCompareByContent() {
        assertThat(bytes32(NONCE_HEX)).isEqualTo(bytes32(NONCE_HEX)).hasSameHashCodeAs(bytes32(NONCE_HEX));
        assertThat(bytes32(NONCE_HEX)).isNotEqualTo(bytes32(SECRET_HEX));
        assertThat(bytes32(NONCE_HEX)).isNotEqualTo(bytes32(NONCE_HEX.replace("1f", "1e")));
    }

    @Test
    void shouldNeverShowASecret() {
        assertThat(bytes32(SECRET_HEX)).hasToString("(32 bytes)");
    }

    @Test
    void shouldStayAsItIsWhenItsCopyIsChanged() {
        Bytes32 bytes = bytes32(NONCE_HEX);
        bytes.toByteArray()[0] = 99;

        assertThat(bytes.toByteArray()).isEqualTo(hex(NONCE_HEX));
    }

    @Test
    void shouldRefuseAnyOtherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes32.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes32.of(new byte[33]));
    }
}
