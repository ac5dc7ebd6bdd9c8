package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamFaultsTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = MILLISECONDS.toNanos(-3);

    private final List<Fault> log = new ArrayList<>();

    @Test
    void shouldBeDueAtOnceWhenNothingIsImpaired() {
        StreamFaults faults = faults("seed=1");

        assertThat(dueAfter(faults, 1_000_000, 7)).isEqualTo(7);
        assertThat(faults.largestPart()).isEqualTo(Integer.MAX_VALUE);
        assertThat(faults.pass(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(log).isEmpty();
    }

    @Test
    void shouldDelayEveryByteAndEveryMark() {
        StreamFaults faults = faults("tcp.delay=50ms");

        assertThat(dueAfter(faults, 10, 0)).isEqualTo(50);
        assertThat(dueAfter(faults, 0, 1)).isEqualTo(51);
    }

    @Test
    void shouldPassAsManyBytesASecondAsTheRateSays() {
        StreamFaults faults = faults("tcp.rate=1M,tcp.delay=5ms");

        assertThat(dueAfter(faults, 10_000, 0)).isEqualTo(15);
        assertThat(dueAfter(faults, 2_000_000, 0)).isEqualTo(2_015);
        assertThat(dueAfter(faults, 0, 0)).isEqualTo(2_015);
        assertThat(dueAfter(faults, 1_000, 3_000)).isEqualTo(3_006);
        assertThat(faults.largestPart()).isEqualTo(10_000);
        assertThat(faults("tcp.rate=1").largestPart()).isEqualTo(1448);
        assertThat(log).isEmpty();
    }

    @Test
    void shouldHoldUpWhatIsDueInTheStallAndLogIt() {
        StreamFaults faults = faults("tcp.stall=10ms:20ms");

        assertThat(dueAfter(faults, 3, 9)).isEqualTo(9);
        assertThat(dueAfter(faults, 5, 10)).isEqualTo(30);
        assertThat(dueAfter(faults, 0, 15)).isEqualTo(30);
        assertThat(dueAfter(faults, 7, 29)).isEqualTo(30);
        assertThat(dueAfter(faults, 9, 30)).isEqualTo(30);
        assertThat(log).containsExactly(fault(Kind.STALLED, 3, 5), fault(Kind.STALLED, 8, 7));
    }

    @Test
    void shouldCutAfterExactlySoManyBytes() {
        StreamFaults faults = faults("tcp.cut=100");

        assertThat(faults.pass(60)).isEqualTo(60);
        assertThat(faults.isCut()).isFalse();
        assertThat(faults.pass(60)).isEqualTo(40);
        assertThat(faults.isCut()).isTrue();
        assertThat(faults.pass(1)).isZero();
        assertThat(log).containsExactly(fault(Kind.CONNECTION_CUT, 100, 0));
    }

    @Test
    void shouldCutWithTheLastByteThatPasses() {
        StreamFaults faults = faults("tcp.cut=100");

        assertThat(faults.pass(100)).isEqualTo(100);
        assertThat(faults.isCut()).isTrue();
    }

    @Test
    void shouldImpairTheDirectionItIsFor() {
        assertThat(dueAfter(faults("tcp.in.delay=50ms"), 1, 0)).isZero();
    }

    private StreamFaults faults(String spec) {
        return new StreamFaults(Impairment.parse(spec), Direction.OUT, START, log::add);
    }

    private static long dueAfter(StreamFaults faults, int bytes, long millis) {
        return MILLISECONDS.convert(
                faults.due(bytes, START + MILLISECONDS.toNanos(millis)) - START, TimeUnit.NANOSECONDS);
    }

    private static Fault fault(Kind kind, long index, int bytes) {
        return new Fault(Via.TCP, Direction.OUT, kind, index, bytes, 0);
    }
}
