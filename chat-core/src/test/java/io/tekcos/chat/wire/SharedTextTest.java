package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A frame for many. */
class SharedTextTest {

    private final SharedText shared = new SharedText(77, -1, "ann", "안녕", 6);

    @Test
    void shouldBeReadAsTheTextThatItIs() throws WireException {
        assertThat(WireBytes.read(shared.frame(false))).isEqualTo(new Text(77, -1, "안녕", false));
        assertThat(WireBytes.read(shared.frame(true))).isEqualTo(new Text(77, -1, "안녕", true));
    }

    @Test
    void shouldSayThatItMayHaveBeenHad() throws WireException {
        SharedText again = new SharedText(77, -1, "ann", "안녕", 6, true);

        assertThat(WireBytes.read(again.frame(false))).isEqualTo(new Text(77, -1, "안녕", false, true));
    }

    @Test
    void shouldBeEncodedOnce() {
        assertThat(shared.frame(false)).isSameAs(shared.frame(false));
        assertThat(shared.frame(true)).isSameAs(shared.frame(true)).isNotSameAs(shared.frame(false));
    }
}
