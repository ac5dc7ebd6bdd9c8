package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttachTimeoutTest {

    private final AttachTimeout timeout = new AttachTimeout(100);

    @Test
    void shouldRunFromWhenItBeginsToWait() {
        timeout.note(false, 0);
        timeout.note(true, 500);
        timeout.note(true, 560);

        assertThat(timeout.isOver(600)).isFalse();
        assertThat(timeout.isOver(601)).isTrue();
    }

    @Test
    void shouldBeginAgainWhenItHasNotWaitedInBetween() {
        timeout.note(true, 0);
        timeout.note(false, 90);
        assertThat(timeout.isOver(1_000)).isFalse();
        timeout.note(true, 1_000);

        assertThat(timeout.isOver(1_100)).isFalse();
        assertThat(timeout.isOver(1_101)).isTrue();
    }
}
