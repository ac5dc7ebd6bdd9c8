package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.model.TransferId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1500000000, 1.5 GB",
        "9223372036854775807, 9.2 EB"
    })
    void shouldSayASizeInFourDigits(long bytes, String words) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "7, 0:07", "3599, 59:59", "7384, 2:03:04", "360000, 100:00:00"})
    void shouldSayATimeAsAClock(long seconds, String words) {
        assertThat(Sizes.clock(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void shouldSayHowFastItWas() {
        assertThat(Sizes.speed(1_500_000, Duration.ofMillis(500))).isEqualTo("1.5 MB in 0.5 s, 3.0 MB/s");
        assertThat(Sizes.speed(0, Duration.ZERO)).isEqualTo("0 B in 0.0 s");
        assertThat(Sizes.speed(3_000_000, 1_500_000, Duration.ofMillis(500)))
                .isEqualTo("3.0 MB, of which 1.5 MB now in 0.5 s, 3.0 MB/s");
    }

    @Test
    void shouldEscapeTheNameOfAnOfferAndCountWhatIsInIt() {
        assertThat(Sizes.describe(new OfferedFiles(new TransferId(0, 0), "a\u001b[2J\u202e", 1, 10)))
                .isEqualTo("a\\u{1b}[2J\\u{202e} (10 B)");
        assertThat(Sizes.describe(new OfferedFiles(new TransferId(0, 0), "photos", 1234, 2_000)))
                .isEqualTo("photos (1,234 files and folders, 2.0 kB)");
    }
}
