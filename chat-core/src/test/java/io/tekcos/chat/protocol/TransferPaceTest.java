package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast chunks go, how many at once, and how that is measured. */
class TransferPaceTest {

    private static final long START = -5_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_000, 10_000_000, 1_000_000_000})
    void shouldLetTheRateThroughAndNoMore(long rate) {
        requireRate(rate, START);
    }

    @Test
    void shouldLetTheRateThroughWhereTheClockPassesTheGreatestNumber() {
        requireRate(100_000, Long.MAX_VALUE - 5 * SECOND);
    }

    private static void requireRate(long rate, long start) {
        TransferPace pace = new TransferPace(rate, start);
        long now = start;
        long gone = 0;
        while (now - start < 20 * SECOND) {
            now += Math.max(0, pace.untilFree(now));
            pace.take(pace.piece(), now);
            gone += pace.piece();
        }

        assertThat(gone).isBetween(rate * 20, rate * 20 + rate / 50 + 2L * pace.piece());
    }

    @ParameterizedTest
    @ValueSource(longs = {START, Long.MAX_VALUE - 5 * SECOND})
    void shouldNotMakeUpForALongRest(long start) {
        TransferPace pace = new TransferPace(1_000_000, start);
        long now = start + 100 * SECOND;
        long gone = 0;
        while (pace.untilFree(now) <= 0) {
            pace.take(pace.piece(), now);
            gone += pace.piece();
        }

        assertThat(gone).isLessThan(200_000);
    }

    @Test
    void shouldLetEverythingThroughWithoutARate() {
        TransferPace pace = new TransferPace(0, START);
        pace.take(1 << 30, START);

        assertThat(pace.untilFree(START)).isZero();
        assertThat(pace.piece()).isEqualTo(64 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 1.9375",
        "1000, 9, 1.9375",
        "1, 100, 1.9375",
        "10, 100, 2",
        "15, 100, 3",
        "1000, 100, 8",
        "1000, 60000, 8"
    })
    void shouldGiveMoreCreditOnlyToALongLinkThatUsesIt(long mibPerSecond, long roundTripMillis, double mib) {
        assertThat(Credit.bytes(mibPerSecond * MIB, roundTripMillis * 1_000_000))
                .isEqualTo((long) (mib * MIB));
    }

    @Test
    void shouldMeasureFromTheFirstPieceOnHoweverLongItWasWaitedFor() {
        RateMeter meter = new RateMeter(START);
        assertThat(meter.perSecond(START)).isZero();
        meter.add(1000, START + 300 * SECOND);
        assertThat(meter.perSecond(START + 300 * SECOND)).isZero();
        meter.add(1000, START + 301 * SECOND);

        assertThat(meter.perSecond(START + 301 * SECOND)).isEqualTo(1000);
    }

    @Test
    void shouldMeasureTheLastSecondsOnly() {
        RateMeter meter = new RateMeter(START);
        for (int i = 0; i <= 40; i++) {
            meter.add(1000, START + i * SECOND / 4);
        }
        for (int i = 1; i <= 40; i++) {
            meter.add(500, START + 10 * SECOND + i * SECOND / 4);
        }

        assertThat(meter.perSecond(START + 20 * SECOND)).isEqualTo(2000);
        assertThat(meter.perSecond(START + 23 * SECOND)).isEqualTo(2000);
        assertThat(meter.perSecond(START + 23 * SECOND + 1)).isZero();
    }

    @Test
    void shouldMeasureALinkThatTakesLongForEachPiece() {
        RateMeter meter = new RateMeter(START);
        for (int i = 0; i < 5; i++) {
            meter.add(1000, START + i * (10 * SECOND));
        }

        assertThat(meter.perSecond(START + 40 * SECOND)).isEqualTo(100);
        assertThat(meter.perSecond(START + 70 * SECOND)).isEqualTo(100);
        assertThat(meter.perSecond(START + 70 * SECOND + 1)).isZero();
    }

    @Test
    void shouldBeginAnewAfterAPause() {
        RateMeter meter = new RateMeter(START);
        meter.add(1000, START);
        meter.add(1000, START + SECOND);
        meter.add(1000, START + 1000 * SECOND);
        meter.add(5000, START + 1001 * SECOND);

        assertThat(meter.perSecond(START + 1001 * SECOND)).isEqualTo(5000);
    }
}
