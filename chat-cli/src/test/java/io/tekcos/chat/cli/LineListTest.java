package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LineListTest {

    private final LineList lines = new LineList();

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(lines.isEmpty()).isTrue();
        lines.add(0, "");
        assertThat(lines.isEmpty()).isFalse();
    }

    @Test
    void shouldNameAllLinesAndTheFirstTextsHoweverManyTheyAre() {
        LongStream.rangeClosed(7, 100_000).forEach(line -> lines.add(line, "t" + line));
        lines.add(3, "t3");

        assertThat(lines.describe())
                .isEqualTo(
                        "line 3, 7 to 100000 (\"t7\", \"t8\", \"t9\", \"t10\", \"t11\", \"t12\", \"t13\", \"t14\" and"
                                + " 99,987 more)");
    }

    @Test
    void shouldJoinARangeWhoseMiddleComesLast() {
        lines.add(1, "a");
        lines.add(3, "c");
        lines.add(2, "b");

        assertThat(lines.describe()).startsWith("line 1 to 3 (");
    }

    @Test
    void shouldNameTheTextsAloneOfLinesWithoutNumbers() {
        lines.add(0, "one");
        lines.add(0, "two");

        assertThat(lines.describe()).isEqualTo("\"one\", \"two\"");
    }

    @Test
    void shouldShortenAndEscapeATextButCutNoCharacterInTwo() {
        lines.add(1, "👍".repeat(40));
        lines.add(2, "👍".repeat(41));
        lines.add(3, "\u001b[2J\u202e");

        assertThat(lines.describe())
                .isEqualTo("line 1 to 3 (\"" + "👍".repeat(40) + "\", \"" + "👍".repeat(40)
                        + "...\", \"\\u{1b}[2J\\u{202e}\")");
    }
}
