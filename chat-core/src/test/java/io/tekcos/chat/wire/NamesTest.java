package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "a",
                "Bj\u00f6rk Gu\u00f0mundsd\u00f3ttir",
                "\ud55c\uad6d\uc5b4",
                "\u05d0\u05d1\u05d2",
                "\u0639\u0631\u0628\u064a",
                "\ud83d\ude00",
                "\ud83d\udc69\u200d\ud83d\udcbb",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
                "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "e\u0301",
                "\ufffd"
            })
    void shouldAcceptWhatAPersonCanRead(String name) {
        assertThat(Names.problem(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003", "\n \r", "\u00a0", "\u200b\ufeff"})
    void shouldRefuseANameWithoutAVisibleCharacter(String name) {
        assertThat(Names.problem(name)).isEqualTo("is empty");
    }

    @ParameterizedTest
    @ValueSource(chars = {0, 7, '\n', '\r', '\t', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x2028, 0x2029})
    void shouldRefuseControlCharacters(char control) {
        assertThat(Names.problem("a" + control + "b")).isEqualTo("holds control characters");
    }

    @ParameterizedTest
    @ValueSource(
            chars = {0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069})
    void shouldRefuseWhatTurnsTheDirectionOfWriting(char bidi) {
        assertThat(Names.problem("a" + bidi + "b")).isEqualTo("holds control characters");
    }

    @ParameterizedTest
    @ValueSource(chars = {0xd800, 0xdbff, 0xdc00, 0xdfff})
    void shouldRefuseHalfOfASurrogatePair(char half) {
        assertThat(Names.problem("a" + half)).isNotNull();
        assertThat(Names.problem(half + "a")).isNotNull();
    }

    @Test
    void shouldCountBytesNotCharacters() {
        assertThat(Names.problem("x".repeat(128))).isNull();
        assertThat(Names.problem("x".repeat(129))).contains("129 bytes");
        assertThat(Names.problem("\u00e9".repeat(64))).isNull();
        assertThat(Names.problem("\u00e9".repeat(64) + "x")).contains("129 bytes");
        assertThat(Names.problem("\ud83d\ude00".repeat(32))).isNull();
        assertThat(Names.problem("\ud83d\ude00".repeat(33))).contains("132 bytes");
    }
}
