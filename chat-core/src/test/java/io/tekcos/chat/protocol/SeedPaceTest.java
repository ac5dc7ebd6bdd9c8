package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedPaceTest {

    private final SeedPace pace = new SeedPace();

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "글", "🚀", "a글", "ab🚀", "xé글🚀"})
    void shouldCutATextIntoPiecesThatOneReadTakesAndThatDecodeAlone(String unit) throws CharacterCodingException {
        byte[] utf8 = unit.repeat(2_000).getBytes(UTF_8);
        StringBuilder joined = new StringBuilder();
        int from = 0;
        while (from < utf8.length) {
            int end = SeedPace.endOfPiece(utf8, from);
            assertThat(end - from).isBetween(1, SeedPace.READ_BYTES);
            assertThat(end - from).isGreaterThan(end == utf8.length ? 0 : SeedPace.READ_BYTES - 4);
            joined.append(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, end - from)));
            from = end;
        }

        assertThat(joined.toString()).isEqualTo(unit.repeat(2_000));
    }

    @Test
    void shouldNotCutAnEmptyText() {
        assertThat(SeedPace.endOfPiece(new byte[0], 0)).isZero();
        assertThat(pace.tryWrite(0, 5)).isTrue();
    }

    @Test
    void shouldLetOneReadsWorthPassAndTheRestAfterAPause() {
        assertThat(pace.tryWrite(1_000, 0)).isTrue();
        assertThat(pace.tryWrite(24, 10)).isTrue();
        assertThat(pace.tryWrite(1, 20)).isFalse();
        assertThat(pace.pauseEnd()).isEqualTo(10 + SeedPace.PAUSE_NANOS);
        assertThat(pace.tryWrite(1, pace.pauseEnd() - 1)).isFalse();
        assertThat(pace.tryWrite(1_024, pace.pauseEnd())).isTrue();
        assertThat(pace.tryWrite(1, 10 + SeedPace.PAUSE_NANOS)).isFalse();
    }

    @Test
    void shouldNotPauseForWhatComesSlowly() {
        for (long now = 0; now < 100 * SeedPace.PAUSE_NANOS; now += SeedPace.PAUSE_NANOS) {
            assertThat(pace.tryWrite(1_000, now)).isTrue();
        }
    }
}
