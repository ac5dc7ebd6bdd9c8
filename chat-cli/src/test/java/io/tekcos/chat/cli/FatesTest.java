package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FatesTest {

    private final StringWriter err = new StringWriter();
    private final Output output = new PeopleOutput(
            new LineWriter(new StringWriter(), () -> {}), new LineWriter(err, () -> {}), Colours.OFF, false);
    private final Fates fates = new Fates();

    @Test
    void shouldNotFailWhenNothingHappened() {
        fates.report(output, "sue");

        assertThat(fates.isFailed()).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldFailAndSayNoMoreOfALineThatWasRefused() {
        fates.onFailed();
        fates.report(output, "sue");

        assertThat(fates.isFailed()).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldSayOnceInALineEachWhatIsUnknownAndWhatWasNotSent() {
        fates.onUnknown(3, "three");
        fates.onUnknown(4, "four");
        fates.onNotSent(5, "five");

        fates.report(output, "sue");
        fates.report(output, "sue");

        assertThat(fates.isFailed()).isTrue();
        assertThat(err.toString().lines())
                .containsExactly(
                        "chat: the session ended before sue confirmed line 3 to 4 (\"three\", \"four\"): perhaps"
                                + " delivered, perhaps not",
                        "chat: the session ended before this was sent to sue: line 5 (\"five\")");
    }
}
