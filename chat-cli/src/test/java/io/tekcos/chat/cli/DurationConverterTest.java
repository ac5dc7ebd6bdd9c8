package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({"0, 0", "0s, 0", "250ms, 250", "10s, 10000", "1.5s, 1500", "2m, 120000", "1440m, 86400000"})
    void shouldReadADuration(String text, long millis) {
        assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-1s", "1 s", "2h", "s", "1441m", "86400.001s", "999999999999s", "1e3s", "٣s"})
    void shouldSayWhatADurationIs(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no duration: use a number with ms, s or m, up to a day (1440m)");
    }
}
