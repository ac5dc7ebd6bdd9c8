package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.model.TransferId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OFFERED | waiting for an answer: notes.txt to ann",
                "CONNECTING | ' 50 %  500.0 kB of 1.0 MB, connecting: notes.txt to ann'",
                "RUNNING | ' 50 %  500.0 kB of 1.0 MB, 250.0 kB/s, 0:02 left: notes.txt to ann'",
                "PAUSED | ' 50 %  500.0 kB of 1.0 MB, paused: notes.txt to ann'",
                "FINISHING | ' 50 %  500.0 kB of 1.0 MB, finishing: notes.txt to ann'"
            })
    void shouldSayHowFarItIs(State state, String line) {
        assertThat(longest(FakeTransfer.progress(state, 500_000))).isEqualTo(line);
    }

    @Test
    void shouldNotSayThatAllIsThereBeforeItIs() {
        assertThat(longest(FakeTransfer.progress(State.RUNNING, 999_999))).startsWith(" 99 %");
    }

    @Test
    void shouldKnowNoTimeWhileNothingMoves() {
        assertThat(longest(new TransferProgress(State.RUNNING, 0, 0, 0)))
                .isEqualTo("100 %  0 B of 0 B: notes.txt to ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | ' 50 %  500.0 kB of 1.0 MB, 250.0 kB/s, 0:02 left: a-very-long-... and 1 more'",
                "55 | ' 50 %  500.0 kB of 1.0 MB, 250.0 kB/s, 0:02 left'",
                "40 | ' 50 %  500.0 kB, 250.0 kB/s, 0:02 left'",
                "20 | ' 50 %, 0:02 left'",
                "10 | ' 50 %'",
                "5 | ' ...'"
            })
    void shouldGiveUpTheNameFirstWhereThereIsLittleRoom(int columns, String line) {
        OfferedFiles files = new OfferedFiles(new TransferId(0, 0), "a-very-long-name".repeat(4), 1, 1_000_000);
        Underway running = new Underway(false, "ann", files, FakeTransfer.progress(State.RUNNING, 500_000));

        assertThat(StatusLine.fitting(ProgressLine.of(List.of(running, running)), columns))
                .isEqualTo(line);
    }

    @Test
    void shouldStillSayThatItWaitsWhereThereIsLittleRoom() {
        List<String> forms = ProgressLine.of(List.of(underway(FakeTransfer.progress(State.OFFERED, 0))));

        assertThat(StatusLine.fitting(forms, 30)).isEqualTo("waiting for an answer");
        assertThat(StatusLine.fitting(forms, 20)).isEqualTo("waiting");
    }

    @Test
    void shouldCountTheOthers() {
        Underway one = underway(FakeTransfer.progress(State.OFFERED, 0));

        assertThat(ProgressLine.of(List.of())).isEmpty();
        assertThat(ProgressLine.of(List.of(one, one, one))).first().asString().endsWith("notes.txt to ann and 2 more");
    }

    @Test
    void shouldEscapeBothNames() {
        OfferedFiles files = new OfferedFiles(new TransferId(0, 0), "a\u001b[2J", 1, 1);
        TransferProgress offered = FakeTransfer.progress(State.OFFERED, 0);

        assertThat(ProgressLine.of(List.of(new Underway(true, "e\u202evil", files, offered))))
                .first()
                .isEqualTo("waiting for an answer: a\\u{1b}[2J from e\\u{202e}vil");
    }

    private static String longest(TransferProgress progress) {
        return ProgressLine.of(List.of(underway(progress))).get(0);
    }

    private static Underway underway(TransferProgress progress) {
        return new Underway(false, "ann", FakeTransfer.FILES, progress);
    }
}
