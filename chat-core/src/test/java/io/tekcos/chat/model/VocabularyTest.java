package io.tekcos.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionClosed.Initiator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people read: names of sessions and messages of exceptions. */
class VocabularyTest {

    @Test
    void shouldShowASessionsNameAs32Digits() {
        assertThat(new SessionId(0x0123456789abcdefL, 1)).hasToString("0123456789abcdef0000000000000001");
    }

    @Test
    void shouldSayWhyTheServerRefused() {
        PeerRefusedException refused = new PeerRefusedException(RefusalCode.BUSY, Duration.ofSeconds(2), "full");

        assertThat(refused).hasMessage("The server refused (BUSY): full");
        assertThat(refused.code()).isEqualTo(RefusalCode.BUSY);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldSayWhenATextsFateIsUnknown() {
        SessionClosed lost = new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");

        assertThat(new SessionClosedException(lost, true))
                .hasMessageContaining("CONNECTION_LOST")
                .hasMessageContaining("unknown");
        assertThat(new SessionClosedException(lost, false))
                .hasMessageContaining("NETWORK")
                .message()
                .doesNotContain("unknown");
        assertThat(new SessionClosedException(lost, true).fateUnknown()).isTrue();
        assertThat(new SessionClosedException(lost, false).closed()).isEqualTo(lost);
    }
}
