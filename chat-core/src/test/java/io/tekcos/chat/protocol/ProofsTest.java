package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Bytes32;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final long ID = 0x1122334455667788L;
    private static final Bytes32 PROOF = Proofs.bind(Keys.SECRET, ID, 2, Keys.NONCE);

    /** Computed by another program: {@code openssl dgst -sha256 -mac HMAC} over "bind", id, number and cookie. */
    @Test
    void shouldProveABindAsAnyOtherProgramWould() {
        assertThat(PROOF).isEqualTo(Keys.bytes32("e48619b3319ac62aa01f999a2da74534eff9a8db3af6454acd538171257fc14a"));
    }

    @Test
    void shouldDependOnAllThatItProves() {
        assertThat(Proofs.bind(Keys.NONCE, ID, 2, Keys.NONCE)).isNotEqualTo(PROOF);
        assertThat(Proofs.bind(Keys.SECRET, ID + 1, 2, Keys.NONCE)).isNotEqualTo(PROOF);
        assertThat(Proofs.bind(Keys.SECRET, ID, 3, Keys.NONCE)).isNotEqualTo(PROOF);
        assertThat(Proofs.bind(Keys.SECRET, ID, 2, Keys.SECRET)).isNotEqualTo(PROOF);
    }
}
