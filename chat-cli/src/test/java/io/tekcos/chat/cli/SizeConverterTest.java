package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeConverterTest {

    private final SizeConverter converter = new SizeConverter();

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1500B, 1500",
        "1K, 1000",
        "1.5M, 1500000",
        "1.5MB, 1500000",
        "2Gi, 2147483648",
        "64KiB, 65536",
        "64kib, 65536",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldReadASize(String text, long bytes) {
        assertThat(converter.convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.5", "-1", "K", "1i", "1iB", "1T", "1 K", "9223372036854775808", "1e3", "٣"})
    void shouldSayWhatASizeIs(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + text + "' is no number of bytes");
    }
}
