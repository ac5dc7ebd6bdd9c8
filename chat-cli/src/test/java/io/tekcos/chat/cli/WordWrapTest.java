package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordWrapTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "one two three|one two/three",
                "one twoo three|one/twoo/three",
                "one two|one two",
                "  one two three|  one/  two/  three",
                "unbreakable word|unbreakable/word",
                "a unbreakable|a/unbreakable",
                "한글 단어|한글/단어",
                "한글 단|한글 단",
                "|",
                "one  |one"
            })
    void shouldBreakBetweenWords(String text, String lines) {
        String wrapped = WordWrap.wrap(text == null ? "" : text, 7);

        assertThat(wrapped).isEqualTo(lines == null ? "" : lines.replace("/", "\n"));
    }

    @Test
    void shouldGoOnBelowWhatIsSaidOfACommand() {
        assertThat(WordWrap.wrap("    /udp [TEXT]   send TEXT by UDP; without\nnext", 40))
                .isEqualTo("    /udp [TEXT]   send TEXT by UDP;\n                  without\nnext");
    }

    @Test
    void shouldLeaveALineAloneWithoutATerminal() {
        String line = "long ".repeat(1000) + "line";

        assertThat(WordWrap.wrap(line, Integer.MAX_VALUE)).isEqualTo(line);
    }

    @Test
    void shouldFitTheHelpIntoEightyColumnsAndTwenty() {
        assertThat(WordWrap.wrap(Command.help(true), 80).lines()).allMatch(line -> line.length() <= 80);
        assertThat(WordWrap.wrap(Command.help(true), 20).lines()).allMatch(line -> line.length() <= 20);
    }
}
