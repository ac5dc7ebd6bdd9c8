package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
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
        status.clear();
        status.show("");

        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void shouldNotBreakALine() {
        assertThat(StatusLine.cut("x".repeat(78))).hasSize(78).doesNotContain("...");
        assertThat(StatusLine.cut("👍".repeat(79))).isEqualTo("👍".repeat(75) + "...");
    }
}
