package io.tekcos.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Impairment.Burst;
import io.tekcos.chat.model.Impairment.Datagrams;
import io.tekcos.chat.model.Impairment.Interval;
import io.tekcos.chat.model.Impairment.Stream;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairmentTest {

    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration TOO_LONG = Impairment.LONGEST.plus(NANO);

    @Test
    void shouldReadEveryKeyOfUdpForBothDirections() {
        Datagrams all = new Datagrams(
                0.05,
                new Burst(0.01, 20),
                Duration.ofMillis(50),
                Duration.ofMillis(10),
                0.02,
                0.015,
                1_000_000,
                new Interval(Duration.ofSeconds(5), Duration.ofSeconds(10)));

        Impairment read = Impairment.parse(
                "loss=5%,burst=1%:20,delay=50ms,jitter=10ms,reorder=2%,dup=1.5%,rate=1M,cut=5s:10s,seed=7");

        assertThat(read).isEqualTo(new Impairment(7, all, all, Stream.UNIMPAIRED, Stream.UNIMPAIRED));
        assertThat(read.datagrams(Direction.IN)).isEqualTo(all);
    }

    @Test
    void shouldReadEveryKeyOfTcpForBothDirections() {
        Stream all = new Stream(
                Duration.ofMillis(50),
                64 * 1024,
                new Interval(Duration.ofSeconds(5), Duration.ofMinutes(2)),
                1_000_000);

        assertThat(Impairment.parse("tcp.delay=50ms,tcp.rate=64Ki,tcp.stall=5s:2m,tcp.cut=1M"))
                .isEqualTo(new Impairment(0, Datagrams.UNIMPAIRED, Datagrams.UNIMPAIRED, all, all));
    }

    @Test
    void shouldKeepTheDirectionsApart() {
        Impairment read = Impairment.parse("udp.in.loss=1%, out.loss=2%, tcp.in.rate=1, tcp.out.rate=2");

        assertThat(read.udpIn().loss()).isEqualTo(0.01);
        assertThat(read.udpOut().loss()).isEqualTo(0.02);
        assertThat(read.stream(Direction.IN).rate()).isEqualTo(1);
        assertThat(read.stream(Direction.OUT).rate()).isEqualTo(2);
        assertThat(read.datagrams(Direction.OUT)).isSameAs(read.udpOut());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17B, 17",
        "2K, 2000",
        "2KB, 2000",
        "3M, 3000000",
        "4GB, 4000000000",
        "2Ki, 2048",
        "2KiB, 2048",
        "1Mi, 1048576",
        "1GiB, 1073741824",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldReadSizes(String text, long bytes) {
        assertThat(Impairment.parse("rate=" + text).udpIn().rate()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0ms, 0", "250ms, 250000000", "1.5s, 1500000000", "2m, 120000000000", "0.000001ms, 1"})
    void shouldReadDurations(String text, long nanos) {
        assertThat(Impairment.parse("delay=" + text).udpOut().delay()).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed=0",
                "loss=5%,seed=0",
                "in.loss=5%,seed=18446744073709551615",
                "in.loss=5%,out.loss=7.25%,seed=1",
                "burst=1%:20,delay=50ms,jitter=1.5ms,reorder=2%,dup=100%,rate=1000000,cut=5s:10s,seed=2",
                "out.cut=0s:1s,tcp.delay=120s,tcp.in.rate=65536,tcp.stall=250ms:2s,tcp.out.cut=1,seed=3"
            })
    void shouldWriteWhatItReads(String spec) {
        assertThat(Impairment.parse(spec).spec()).isEqualTo(spec);
        assertThat(Impairment.parse(spec)).hasToString(spec);
    }

    @Test
    void shouldReadBackWhatWasNeverWrittenAsText() {
        Datagrams odd = new Datagrams(
                1.0 / 3,
                new Burst(0, Impairment.LONGEST_BURST),
                NANO,
                Impairment.LONGEST,
                Double.MIN_VALUE,
                Math.nextDown(1.0),
                Long.MAX_VALUE,
                new Interval(Impairment.LONGEST, Duration.ZERO));
        Stream stream = new Stream(Duration.ofNanos(1_000_000_001), 1, new Interval(NANO, NANO), Long.MAX_VALUE);
        Impairment impairment = new Impairment(-1, odd, Datagrams.UNIMPAIRED, stream, Stream.UNIMPAIRED);

        assertThat(Impairment.parse(impairment.spec())).isEqualTo(impairment);
        assertThat(Impairment.parse(Impairment.NONE.spec())).isEqualTo(Impairment.NONE);
    }

    private static final String KNOWN = ": UDP has loss, burst, delay, jitter, reorder, dup, rate and cut, for example"
            + " loss=5% or udp.in.loss=5%; TCP has delay, rate, stall and cut, for example tcp.out.cut=1M; and there is seed";
    private static final String NOT_PERCENT = ": this is a percentage from 0% to 100%; write, for example, ";
    private static final String NOT_DURATION = ": a duration is a number with ms, s or m; write, for example, ";
    private static final String NOT_SIZE =
            ": this is a whole number, with K, M, G, Ki, Mi or Gi if need be; write, for example, ";

    static java.util.stream.Stream<Arguments> wrong() {
        return java.util.stream.Stream.of(
                arguments("", "nothing is given; write KEY=VALUE with commas between" + KNOWN),
                arguments("loss=5%,,dup=1%", "nothing is given; write KEY=VALUE with commas between" + KNOWN),
                arguments("los=5%", "unknown key 'los'" + KNOWN),
                arguments("=5%", "unknown key ''" + KNOWN),
                arguments("LOSS=5%", "unknown key 'LOSS'" + KNOWN),
                arguments("stall=5s:1s", "unknown key 'stall'" + KNOWN),
                arguments("tcp.loss=5%", "unknown key 'tcp.loss'" + KNOWN),
                arguments("in.udp.loss=5%", "unknown key 'in.udp.loss'" + KNOWN),
                arguments("udp.seed=5", "unknown key 'udp.seed'" + KNOWN),
                arguments("loss", "loss has no value; write, for example, loss=5%"),
                arguments("tcp.in.cut=", "tcp.in.cut has no value; write, for example, tcp.in.cut=1M"),
                arguments("seed=", "seed has no value; write, for example, seed=7"),
                arguments("loss=1%,loss=1%", "udp.in.loss is given twice; write it once"),
                arguments("loss=1%,udp.out.loss=2%", "udp.out.loss is given twice; write it once"),
                arguments("seed=1,seed=1", "seed is given twice; write it once"),
                arguments("loss=-5%", "loss=-5%" + NOT_PERCENT + "loss=5%"),
                arguments("loss=0.05", "loss=0.05" + NOT_PERCENT + "loss=5%"),
                arguments("in.dup=101%", "in.dup=101%" + NOT_PERCENT + "in.dup=1%"),
                arguments("reorder=x", "reorder=x" + NOT_PERCENT + "reorder=2%"),
                arguments("delay=-1ms", "delay=-1ms" + NOT_DURATION + "delay=50ms"),
                arguments("tcp.delay=10", "tcp.delay=10" + NOT_DURATION + "tcp.delay=50ms"),
                arguments(
                        "jitter=1441m", "jitter=1441m: a duration is one day at most; write, for example, jitter=10ms"),
                arguments("rate=-1", "rate=-1" + NOT_SIZE + "rate=1M"),
                arguments("tcp.rate=1.5M", "tcp.rate=1.5M" + NOT_SIZE + "tcp.rate=64Ki"),
                arguments("rate=1k", "rate=1k" + NOT_SIZE + "rate=1M"),
                arguments(
                        "rate=9999999999G",
                        "rate=9999999999G: this is more than 63 bits hold; write, for example, rate=1M"),
                arguments("tcp.cut=0", "tcp.cut=0: at least one byte must pass; write, for example, tcp.cut=1M"),
                arguments(
                        "cut=5s",
                        "cut=5s: this is a start, a colon and a length of time; write, for example, cut=5s:10s"),
                arguments("cut=5s:", "cut=5s:" + NOT_DURATION + "cut=5s:10s"),
                arguments("tcp.stall=x:1s", "tcp.stall=x:1s" + NOT_DURATION + "tcp.stall=5s:2s"),
                arguments(
                        "burst=1%",
                        "burst=1%: a burst is a percentage, a colon and a number of datagrams; write, for example,"
                                + " burst=1%:20"),
                arguments(
                        "burst=1%:0",
                        "burst=1%:0: a burst is 1 to 1000000 datagrams long; write, for example, burst=1%:20"),
                arguments("burst=1:5", "burst=1:5" + NOT_PERCENT + "burst=1%:20"),
                arguments("seed=-1", "seed=-1: a seed is a whole number; write, for example, seed=7"),
                arguments(
                        "seed=18446744073709551616",
                        "seed=18446744073709551616: a seed has 64 bits at most; write, for example, seed=7"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldSayWhatIsWrongAndWhatToWrite(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(spec))
                .withMessage(message);
    }

    static java.util.stream.Stream<ThrowingCallable> outOfRange() {
        return java.util.stream.Stream.of(
                () -> new Burst(-0.1, 1),
                () -> new Burst(Double.NaN, 1),
                () -> new Burst(0, 0),
                () -> new Burst(0, Impairment.LONGEST_BURST + 1),
                () -> new Interval(NANO.negated(), NANO),
                () -> new Interval(NANO, TOO_LONG),
                () -> new Stream(TOO_LONG, 0, Interval.NEVER, 0),
                () -> new Stream(NANO, -1, Interval.NEVER, 0),
                () -> new Stream(NANO, 0, Interval.NEVER, -1),
                () -> new Datagrams(1.1, Burst.NONE, NANO, NANO, 0, 0, 0, Interval.NEVER),
                () -> new Datagrams(0, Burst.NONE, NANO, TOO_LONG, 0, 0, 0, Interval.NEVER),
                () -> new Datagrams(0, Burst.NONE, NANO, NANO, -1, 0, 0, Interval.NEVER),
                () -> new Datagrams(0, Burst.NONE, NANO, NANO, 0, 2, 0, Interval.NEVER),
                () -> new Datagrams(0, Burst.NONE, NANO, NANO, 0, 0, -1, Interval.NEVER));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void shouldRefuseWhatIsOutOfRange(ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(" must be ");
    }
}
