package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Via;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"hello", " /tcp with a space before it", "안녕하세요 👋", " ", "a / b"})
    void shouldSayAnyLineThatDoesNotBeginWithASlash(String line) {
        assertThat(Request.parse(line)).isEqualTo(new Request.Say(line));
    }

    @Test
    void shouldSayWhatFollowsADoubledSlash() {
        assertThat(Request.parse("//quit")).isEqualTo(new Request.Say("/quit"));
        assertThat(Request.parse("//")).isEqualTo(new Request.Say("/"));
        assertThat(Request.parse("///")).isEqualTo(new Request.Say("//"));
    }

    @Test
    void shouldKeepEverySpaceAfterTheFirst() {
        assertThat(Request.parse("/udp  two ")).isEqualTo(new Request.SayBy(Via.UDP, " two "));
        assertThat(Request.parse("/tcp /quit")).isEqualTo(new Request.SayBy(Via.TCP, "/quit"));
        assertThat(Request.parse("/both  ")).isEqualTo(new Request.SayBy(Via.BOTH, " "));
    }

    @Test
    void shouldSwitchThePathWithoutText() {
        assertThat(Request.parse("/udp")).isEqualTo(new Request.Switch(Via.UDP));
        assertThat(Request.parse("/tcp ")).isEqualTo(new Request.Switch(Via.TCP));
        assertThat(Request.parse("/both")).isEqualTo(new Request.Switch(Via.BOTH));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TCP", "UDP", "BOTH", "FILE", "ACCEPT", "REFUSE", "CANCEL"})
    void shouldKnowEveryCommand(Command command) {
        assertThat(Request.parse(command.word())).isEqualTo(new Request.Do(command));
        assertThat(Request.parse(command.word() + " ")).isEqualTo(new Request.Do(command));
    }

    @Test
    void shouldSendAFileByItsPath() {
        assertThat(Request.parse("/file my notes.txt @ann")).isEqualTo(new Request.SendFile("my notes.txt @ann"));
        assertThat(Request.parse("/file ")).isInstanceOf(Request.Wrong.class);
        assertThat(Request.parse("/file")).isInstanceOf(Request.Wrong.class);
    }

    @Test
    void shouldDecideOfAnOfferByItsNumberOrOfTheOnlyOne() {
        assertThat(Request.parse("/accept")).isEqualTo(new Request.Decide(Command.ACCEPT, 0));
        assertThat(Request.parse("/refuse 12 ")).isEqualTo(new Request.Decide(Command.REFUSE, 12));
        assertThat(Request.parse("/cancel 3")).isEqualTo(new Request.Decide(Command.CANCEL, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accept 0", "/accept all", "/refuse -1", "/refuse 1 2", "/accept 1234567890", "/cancel a"})
    void shouldSayThatAnOfferIsNamedByItsNumber(String line) {
        assertThat(Request.parse(line))
                .isInstanceOfSatisfying(
                        Request.Wrong.class, wrong -> assertThat(wrong.why()).contains("wants a number"));
    }

    @ParameterizedTest
    @CsvSource({"/quit now", "/stats please", "/help me"})
    void shouldNotSwallowTextAfterACommandThatTakesNone(String line) {
        assertThat(Request.parse(line))
                .isInstanceOfSatisfying(
                        Request.Wrong.class, wrong -> assertThat(wrong.why()).contains("takes no text"));
    }

    @ParameterizedTest
    @CsvSource({
        "/qiut,/quit",
        "/pers,/peers",
        "/st,/stats",
        "/upd x,/udp",
        "/bth,/both",
        "/h,/help",
        "/QUIT,",
        "/usr/bin/env,",
        "/,"
    })
    void shouldSuggestWhatWasPerhapsMeant(String line, String meant) {
        Request.Wrong wrong = (Request.Wrong) Request.parse(line);

        assertThat(wrong.code()).isEqualTo("unknown_command");
        assertThat(wrong.why()).contains(meant == null ? "/help lists the commands" : "did you mean " + meant + "?");
    }

    @Test
    void shouldRefuseAnEmptyLine() {
        assertThat(Request.parse("")).isInstanceOf(Request.Wrong.class);
    }

    @Test
    void shouldShowAnUnknownCommandCutAndEscaped() {
        assertThat(((Request.Wrong) Request.parse("/\u001b[2J" + "x".repeat(1000))).why())
                .startsWith("unknown command /\\u{1b}[2J")
                .hasSizeLessThan(150);
    }

    @Test
    void shouldListEveryCommandInItsHelp() {
        for (Command command : Command.values()) {
            assertThat(Command.help(true)).contains("    " + command.word() + " ");
        }
    }
}
