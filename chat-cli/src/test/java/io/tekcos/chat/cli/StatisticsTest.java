package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.SessionCounters.First;
import io.tekcos.chat.model.SessionCounters.Tcp;
import io.tekcos.chat.model.SessionCounters.Udp;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final First NEVER = new First(0, 0, Duration.ZERO, Duration.ZERO);

    @Test
    void shouldSayLittleOfASessionInWhichLittleHappened() {
        SessionCounters counters = new SessionCounters(
                new Tcp(2, 2, 1, 80, 60, RoundTrip.UNKNOWN),
                new Udp(0, 0, 3, 3, 0, 0, new Arrivals(0, 0, 0), Map.of(), RoundTrip.UNKNOWN),
                new Both(0, NEVER, NEVER),
                0,
                0,
                0);

        assertThat(Statistics.lines(counters, PathState.PROBING))
                .containsExactly("""
                                  texts sent     received  round trip   variation       least
                    TCP                    2            1  not measured yet
                    UDP probing            0            0  not measured yet
                    TCP: 2 texts delivered; 80 bytes sent, 60 received
                    UDP: 3 datagrams sent, 3 received""".indent(4).stripTrailing().split("\n"));
    }

    @Test
    void shouldShowBothPathsAndWhoWon() {
        SessionCounters counters = new SessionCounters(
                new Tcp(1204, 1200, 804, 41_200, 40_900, roundTrip(0.31, 0.05, 0.21)),
                new Udp(
                        1000,
                        1400,
                        2012,
                        1990,
                        3,
                        12,
                        new Arrivals(2, 1, 5),
                        dropped(),
                        roundTrip(121.4, 23.16, 99.96)),
                new Both(
                        20,
                        new First(1, 0, Duration.ZERO, Duration.ZERO),
                        new First(17, 16, millis(0.4), millis(1234))),
                68,
                2,
                5);

        assertThat(Statistics.lines(counters, PathState.UP))
                .containsExactly("""
                                  texts sent     received  round trip   variation       least
                    TCP                1,204          804     0.31 ms     0.05 ms     0.21 ms
                    UDP up             1,000        1,400      121 ms     23.2 ms    100.0 ms
                    both                  20           18  of those above
                    TCP: 1,200 texts delivered; 41,200 bytes sent, 40,900 received
                         68 bytes of 4 texts wait to be confirmed, 2 reconnects, 5 frames sent again
                    UDP: 2,012 datagrams sent, 1,990 received
                         12 texts by TCP instead, 3 datagrams not taken by the network
                         2 lost, 1 late, 5 reordered, 7 doubled
                         4 wrong address, 1 unheard
                    UDP was first 17 times, by 0.40 ms on average and 1,234 ms at most
                    TCP was first once""".indent(4).stripTrailing().split("\n"));
    }

    @Test
    void shouldSpeakOfNoAverageOfOne() {
        SessionCounters counters = new SessionCounters(
                new Tcp(1, 1, 1, 80, 60, RoundTrip.UNKNOWN),
                new Udp(1, 1, 3, 3, 0, 0, new Arrivals(0, 0, 0), Map.of(), RoundTrip.UNKNOWN),
                new Both(1, new First(1, 1, millis(6.3), millis(6.3)), new First(4, 1, millis(2), millis(2))),
                0,
                0,
                0);

        assertThat(Statistics.lines(counters, PathState.UP))
                .contains("    TCP was first once, by 6.30 ms", "    UDP was first 4 times, once measured, by 2.00 ms")
                .contains("    TCP: 1 text delivered; 80 bytes sent, 60 received");
    }

    @Test
    void shouldCountOneOfEach() {
        SessionCounters counters = new SessionCounters(
                new Tcp(2, 1, 1, 80, 60, RoundTrip.UNKNOWN),
                new Udp(0, 0, 3, 3, 0, 0, new Arrivals(0, 0, 0), Map.of(), RoundTrip.UNKNOWN),
                new Both(0, NEVER, NEVER),
                17,
                1,
                1);

        assertThat(Statistics.lines(counters, PathState.DOWN))
                .contains("         17 bytes of 1 text wait to be confirmed, 1 reconnect, 1 frame sent again");
    }

    @Test
    void shouldFitATerminalOfEightyColumns() {
        long many = 999_999_999;
        SessionCounters counters = new SessionCounters(
                new Tcp(many, many, many, many, many, roundTrip(9999, 9999, 9999)),
                new Udp(
                        many,
                        many,
                        many,
                        many,
                        9999,
                        many,
                        new Arrivals(9999, 9999, 9999),
                        dropped(),
                        RoundTrip.UNKNOWN),
                new Both(many, NEVER, new First(many, many, millis(9999), millis(9999))),
                1024 * 1024,
                many,
                many);

        List<String> lines = Statistics.lines(counters, PathState.DOWN);

        assertThat(lines).hasSizeLessThanOrEqualTo(13);
        assertThat(lines.subList(0, 4)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private static Map<DropReason, Long> dropped() {
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        dropped.put(DropReason.DUPLICATE, 7L);
        dropped.put(DropReason.WRONG_ADDRESS, 4L);
        dropped.put(DropReason.UNHEARD, 1L);
        return dropped;
    }

    private static RoundTrip roundTrip(double smoothed, double variation, double least) {
        return new RoundTrip(3, millis(smoothed), millis(least), millis(smoothed), millis(variation));
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1e6));
    }
}
