package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "안녕하세요", "👩‍👩‍👧 🇰🇷 👍🏽", "عربي", "é e\u0301", "می\u200cخواهم", "\\u{1b}"})
    void shouldLeaveTextAsItIs(String text) {
        assertThat(Printable.escape(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1b, escape",
        "7, bell",
        "8, backspace",
        "d, carriage return",
        "a, line feed",
        "9, tab",
        "0, NUL",
        "7f, delete",
        "9b, C1 CSI",
        "90, C1 DCS",
        "85, next line",
        "202e, right-to-left override",
        "202a, embedding",
        "2066, isolate",
        "200f, right-to-left mark",
        "61c, Arabic letter mark",
        "2028, line separator",
        "200b, zero-width space",
        "feff, byte order mark",
        "ad, soft hyphen",
        "2060, word joiner",
        "e0001, language tag",
        "e0041, tag of a letter",
        "d800, half a surrogate pair"
    })
    void shouldEscapeWhatATerminalObeys(String hex, String name) {
        String text = Character.toString(Integer.parseInt(hex, 16));

        assertThat(Printable.escape("a" + text + "b")).as(name).isEqualTo("a\\u{" + hex + "}b");
    }

    @Test
    void shouldLeaveATabInAText() {
        assertThat(Printable.escapeText("\tif x:\t\u001b[2J\t")).isEqualTo("\tif x:\t\\u{1b}[2J\t");
    }

    @Test
    void shouldEscapeJsonSoThatItStillMeansTheSame() throws Exception {
        String text = "\u009b31m \u202e \u007f 한";

        String escaped = Printable.escapeJson("{\"event\":\"x\",\"text\":\"" + text + "\"}");

        assertThat(escaped).isEqualTo("{\"event\":\"x\",\"text\":\"\\u009b31m \\u202e \\u007f 한\"}");
        assertThat(ChildEvent.parse(escaped).get("text")).isEqualTo(text);
    }
}
