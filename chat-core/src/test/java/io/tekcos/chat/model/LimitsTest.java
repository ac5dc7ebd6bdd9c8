package io.tekcos.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

    private static final Duration NANO = Duration.ofNanos(1);

    private static Arguments with(String name, UnaryOperator<Limits.Builder> change) {
        return arguments(name, change);
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                with("sessions", b -> b.sessions(0)),
                with("sessions", b -> b.sessions(-1)),
                with("halfOpen", b -> b.halfOpen(0)),
                with("halfOpenPerAddress", b -> b.halfOpenPerAddress(0)),
                with("handshake", b -> b.handshake(Duration.ZERO)),
                with("handshake", b -> b.handshake(NANO.negated())),
                with("window", b -> b.window(Limits.MIN_WINDOW - 1)),
                with("window", b -> b.window(Limits.MAX_WINDOW + 1)),
                with("window", b -> b.window(Integer.MIN_VALUE)),
                with("waitingDatagrams", b -> b.waitingDatagrams(0)),
                with("drain", b -> b.drain(Duration.ZERO)),
                with("drain", b -> b.drain(NANO.negated())));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void shouldRefuseWhatIsOutOfRangeAndSayWhich(String name, UnaryOperator<Limits.Builder> change) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(Limits.builder()).build())
                .withMessageStartingWith(name + " must");
    }

    @Test
    void shouldAcceptTheLeastOfAll() {
        Limits least = Limits.builder()
                .sessions(1)
                .halfOpen(2)
                .halfOpenPerAddress(3)
                .handshake(NANO)
                .window(Limits.MIN_WINDOW)
                .waitingDatagrams(4)
                .drain(NANO.plusNanos(1))
                .resume(Duration.ZERO)
                .detached(5)
                .tombstones(6)
                .build();

        assertThat(least)
                .isEqualTo(new Limits(1, 2, 3, NANO, Limits.MIN_WINDOW, 4, NANO.plusNanos(1), Duration.ZERO, 5, 6));
    }

    @Test
    void shouldAcceptTheLargestWindow() {
        assertThat(Limits.builder().window(Limits.MAX_WINDOW).build().window()).isEqualTo(1 << 30);
    }

    @Test
    void shouldStartFromTheDefaults() {
        assertThat(Limits.builder().build()).isEqualTo(Limits.DEFAULTS);
        assertThat(Limits.DEFAULTS)
                .isEqualTo(new Limits(
                        20_000,
                        1_024,
                        64,
                        Duration.ofSeconds(5),
                        1024 * 1024,
                        4_096,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        4_096,
                        10_000));
    }
}
