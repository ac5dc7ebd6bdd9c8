package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionId;
import java.io.StringWriter;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FatesTest {

    private final StringWriter err = new StringWriter();
    private final Output output = new PeopleOutput(
            new LineWriter(new StringWriter(), () -> {}), new LineWriter(err, () -> {}), Colours.OFF, false);
    private final Fates fates = new Fates();

    @Test
    void shouldNotFailWhenNothingHappened() {
        fates.report(output);

        assertThat(fates.isFailed()).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldNameTheLinesInOneLineHoweverManyTheyAre() {
        LongStream.rangeClosed(7, 100_000).forEach(this::unknown);
        unknown(3);
        unknown(3); // as it happens with two guests
        fates.onNotSent(100_001);

        fates.report(output);

        assertThat(fates.isFailed()).isTrue();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("line 3, 7 to 100000:", "line 100001 of input was not sent");
    }

    @Test
    void shouldJoinARangeWhoseMiddleComesLast() {
        unknown(1);
        unknown(3);
        unknown(2);

        fates.report(output);

        assertThat(err.toString()).contains("line 1 to 3:");
    }

    @Test
    void shouldNameNoLineThatHasNoNumber() {
        unknown(0);
        fates.onNotSent(0);

        fates.report(output);

        assertThat(err.toString())
                .contains("confirmed what you typed last:", "and what you typed last was not sent")
                .doesNotContain("line");
    }

    private void unknown(long line) {
        fates.onUnknown(line, new SessionId(1, 2), 1000 + line);
    }
}
