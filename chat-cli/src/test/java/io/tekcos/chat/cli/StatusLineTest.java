package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final StringWriter terminal = new StringWriter();
    private final StatusLine status = new StatusLine(terminal);

    @Test
    void shouldTakeThePlaceOfTheLastOne() {
        status.show("one");
        status.show("two");
        status.show("");

        assertThat(terminal).hasToString("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[K");
    }

    @Test
    void shouldLeaveATerminalAloneThatShowsNone() {
        status.above(() -> {});
        status.show("");

        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void shouldGiveItsRowToOtherLinesAndStandBelowThem() {
        status.show("42 %");
        status.above(() -> terminal.write("a line\n"));

        assertThat(terminal).hasToString("\r\u001b[K42 %\r\u001b[Ka line\n\r\u001b[K42 %");
    }

    @Test
    void shouldTakeTheFirstFormThatLeavesTheLastColumnFree() {
        List<String> forms = List.of("x".repeat(10), "x".repeat(9), "x");

        assertThat(StatusLine.fitting(forms, 11)).hasSize(10);
        assertThat(StatusLine.fitting(forms, 10)).hasSize(9);
        assertThat(StatusLine.fitting(forms, 9)).hasSize(1);
        assertThat(StatusLine.fitting(List.of(), 80)).isEmpty();
    }

    @Test
    void shouldCutWhatFitsInNoForm() {
        assertThat(StatusLine.fitting(List.of("x".repeat(80)), 80)).isEqualTo("x".repeat(76) + "...");
        assertThat(StatusLine.fitting(List.of("👍".repeat(40)), 80)).isEqualTo("👍".repeat(38) + "...");
        assertThat(StatusLine.fitting(List.of("xxxx"), 4)).isEmpty();
    }
}
