package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.model.Via;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events that need a session are compared with docs/CLI.md in chat-tests, where there are sessions. */
class JsonOutputTest {

    private final StringWriter out = new StringWriter();
    private final JsonOutput json = new JsonOutput(
            new LineWriter(out, () -> {}), Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC));

    @Test
    void shouldWriteTheTimeWithMillisecondsEvenIfTheyAreZero() {
        json.listening(4000, 2000, "epoll", List.of("not for programs"));

        assertThat(out)
                .hasToString("{\"event\":\"listening\",\"time\":\"2026-11-22T09:00:00.000Z\",\"tcpPort\":4000,"
                        + "\"udpPort\":2000,\"transport\":\"epoll\"}\n");
    }

    @Test
    void shouldWriteIdsUnsignedAndAsStrings() {
        json.message(new SessionId(1, -1), new Message(-1, "ann", "hello", Via.UDP, false));

        assertThat(out.toString())
                .contains("\"session\":\"0000000000000001ffffffffffffffff\"", "\"id\":\"18446744073709551615\"")
                .contains("\"via\":\"udp\"", "\"from\":\"ann\"", "\"text\":\"hello\"");
    }

    @Test
    void shouldTellWhichTextsHaveAnUnknownFate() {
        json.unknown(new SessionId(0, 1), List.of(7L, -1L));

        assertThat(out.toString())
                .endsWith("\"session\":\"00000000000000000000000000000001\",\"ids\":[\"7\","
                        + "\"18446744073709551615\"]}\n");
    }

    @Test
    void shouldTellBothCopiesOfAText() {
        json.message(new SessionId(0, 0), new Message(7, "ann", "hello", Via.UDP, true));
        json.slowerCopy(new SessionId(0, 0), new SlowerCopy(7, Via.TCP, Duration.ofNanos(1_234_567)));

        assertThat(out.toString().lines().toList().get(0)).contains("\"via\":\"udp\",\"both\":true,");
        assertThat(out.toString().lines().toList().get(1))
                .startsWith("{\"event\":\"slowerCopy\"")
                .endsWith("\"id\":\"7\",\"via\":\"tcp\",\"behindMicros\":1234}");
    }

    @Test
    void shouldSayThatATextIsPerhapsARepetitionOnlyWhenItIs() {
        json.message(new SessionId(0, 0), new Message(7, "ann", "hello", Via.TCP, false, false));
        assertThat(out.toString()).doesNotContain("maybeRepeated");

        json.message(new SessionId(0, 0), new Message(7, "ann", "hello", Via.TCP, false, true));
        assertThat(out.toString()).endsWith("\"id\":\"7\",\"maybeRepeated\":true}\n");
    }

    @Test
    void shouldTellOfAnOfferAndByWhichNumberAPersonDecides() {
        OfferedFiles files = new OfferedFiles(new TransferId(0, 1), "a\u001b", 3, Long.MAX_VALUE);
        json.fileOffer(new SessionId(0, 2), "ann", files, 0);
        json.fileOffer(new SessionId(0, 2), "ann", files, 7);

        assertThat(out.toString().lines().toList().get(0))
                .endsWith("\"transfer\":\"00000000000000000000000000000001\","
                        + "\"session\":\"00000000000000000000000000000002\",\"from\":\"ann\",\"name\":\"a\\u001B\","
                        + "\"files\":3,\"bytes\":\"9223372036854775807\"}");
        assertThat(out.toString().lines().toList().get(1)).endsWith("\"number\":7}");
    }

    @Test
    void shouldTellWhatBecameOfATransfer() {
        Underway underway =
                new Underway(true, "ann", FakeTransfer.FILES, FakeTransfer.progress(TransferProgress.State.OVER, 0));
        json.fileDone(underway, FakeTransfer.result(), Duration.ofMillis(1250), "");
        json.fileFailed(underway, TransferFault.NO_SPACE, "the disk is full");

        assertThat(out.toString().lines().toList().get(0))
                .contains(
                        "\"name\":\"notes.txt\",\"bytes\":\"1000000\",\"moved\":\"1000000\",\"digest\":\"abab",
                        "notes.txt\",\"seconds\":1.25,")
                .endsWith("\"durable\":true}");
        assertThat(out.toString().lines().toList().get(1))
                .endsWith("\"name\":\"notes.txt\",\"fault\":\"no_space\",\"text\":\"the disk is full\"}");
    }

    @Test
    void shouldKeepAnyTextOnOneLine() throws Exception {
        String text = "two\nlines, a \"quote\", \u001b[2J, \u2028, 한 👍";

        json.message(new SessionId(0, 0), new Message(1, "a\u202eb", text, Via.TCP, false));

        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).doesNotContain("\u001b", "\u202e", "\u2028");
        assertThat(ChildEvent.parse(out.toString()).get("text")).isEqualTo(text);
        assertThat(ChildEvent.parse(out.toString()).get("from")).isEqualTo("a\u202eb");
    }

    @Test
    void shouldAnswerHelpWithEveryCommand() {
        json.help(true);

        assertThat(out.toString())
                .contains("{\"line\":\"/quit\",\"does\":\"say goodbye and end\"}")
                .contains(List.of(Command.values()).stream()
                        .map(command -> "\"line\":\"" + command.usage() + "\"")
                        .toList());
    }

    @Test
    void shouldSayNothingThatIsForPeople() {
        json.note("for a person");

        assertThat(out.toString()).isEmpty();
    }
}
