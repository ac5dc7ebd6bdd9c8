package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.Via;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PeopleOutputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldShowWhoSaidWhatByWhichPath() {
        output(Colours.OFF).message(new SessionId(0, 0), new Message(1, "안나", "안녕", Via.UDP, false));

        assertThat(out).hasToString("[udp] 안나: 안녕\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldMarkWhatIsPerhapsARepetition() {
        output(Colours.OFF).message(new SessionId(0, 0), new Message(1, "ann", "hello", Via.TCP, true, true));

        assertThat(out).hasToString("[both/tcp, perhaps again] ann: hello\n");
    }

    @Test
    void shouldEscapeWhatAPeerSays() {
        output(Colours.OFF)
                .message(
                        new SessionId(0, 0),
                        new Message(1, "a\u001b]0;x\u0007", "\u202eevil\nann: hi", Via.TCP, false));

        assertThat(out).hasToString("[tcp] a\\u{1b}]0;x\\u{7}: \\u{202e}evil\\u{a}ann: hi\n");
    }

    @Test
    void shouldShowATabInAText() {
        output(Colours.OFF).message(new SessionId(0, 0), new Message(1, "ann", "all:\tb\n", Via.TCP, false));

        assertThat(out).hasToString("[tcp] ann: all:\tb\\u{a}\n");
    }

    @Test
    void shouldTellOfTheKeysOnlyWhoHasThem() {
        new PeopleOutput(new LineWriter(out, () -> {}), new LineWriter(err, () -> {}), Colours.OFF, true)
                .listening(4000, 2000, "epoll", List.of());
        assertThat(err.toString()).contains("/help lists the commands");
        err.getBuffer().setLength(0);

        output(Colours.OFF).listening(4000, 2000, "epoll", List.of());
        assertThat(err.toString()).doesNotContain("/help");
    }

    @Test
    void shouldQuoteANameThatPretendsToBeAnothersAndATextsBeginning() {
        output(Colours.OFF).message(new SessionId(0, 0), new Message(1, "sue: yes", "no", Via.TCP, false));

        assertThat(out).hasToString("[tcp] \"sue: yes\": no\n");
    }

    @Test
    void shouldColourNothingButThePath() {
        output(Colours.ON).message(new SessionId(0, 0), new Message(1, "ann", "hello", Via.TCP, false));

        assertThat(out).hasToString("\u001b[38;5;172m[tcp]\u001b[0m ann: hello\n");
    }

    @Test
    void shouldShowWhichCopyOfATextForBothCameFirst() {
        output(Colours.OFF).message(new SessionId(0, 0), new Message(1, "ann", "hi", Via.UDP, true));
        output(Colours.ON).message(new SessionId(0, 0), new Message(2, "ann", "hi", Via.TCP, true));

        assertThat(out).hasToString("[both/udp] ann: hi\n\u001b[38;5;172m[both/tcp]\u001b[0m ann: hi\n");
    }

    @Test
    void shouldNotBotherAPersonWithSlowerCopies() {
        output(Colours.OFF).slowerCopy(new SessionId(0, 0), new SlowerCopy(1, Via.TCP, Duration.ofMillis(20)));

        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void shouldKeepStdoutForWhatOthersSay() {
        output(Colours.OFF).listening(4000, 2000, "epoll", List.of("chat connect 192.168.0.7"));
        output(Colours.OFF).error("code", "What is wrong");

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("    chat connect 192.168.0.7\n", "chat: What is wrong\n");
    }

    @Test
    void shouldNameSoManyAsAPersonReadsAndCountTheRest() {
        List<RoomMember> many = LongStream.rangeClosed(1, 1_021)
                .mapToObj(number -> new RoomMember(number, "m" + number))
                .toList();

        assertThat(PeopleOutput.names(many.subList(0, 2))).isEqualTo("m1, m2");
        assertThat(PeopleOutput.names(many.subList(0, 20))).endsWith("m19, m20");
        assertThat(PeopleOutput.names(many)).endsWith("m19, m20 and 1,001 more");
        assertThat(PeopleOutput.names(List.of(new RoomMember(1, "a\u202eb")))).isEqualTo("a\\u{202e}b");
    }

    private PeopleOutput output(Colours colours) {
        return new PeopleOutput(new LineWriter(out, () -> {}), new LineWriter(err, () -> {}), colours, false);
    }
}
