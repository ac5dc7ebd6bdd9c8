package io.tekcos.chat.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two sessions on a bad network, which go on by another connection when one is lost, thousands of times. A seed that fails says how to run it alone:
 *
 * <pre>
 *     mvn test -pl chat-core -Dtest=SimulationTest -Dsimulation.seed=N
 * </pre>
 *
 * The soak runs from the seed {@code simulation.first} on, as many as {@code simulation.seeds} says.
 */
class SimulationTest {

    private static final String ONE_SEED = "simulation.seed";
    private static final long IN_THE_GATE = 2_000;

    @Test
    void shouldDeliverWhatItPromisesOnABadNetwork() {
        Long seed = Long.getLong(ONE_SEED);
        if (seed != null) {
            System.out.println(Simulations.traced(seed));
            new Simulations().run(seed, 1);
            return;
        }
        Simulations simulations = new Simulations();
        simulations.run(1, IN_THE_GATE);
        System.out.println(simulations.happenings());
        assertThat(simulations.happenings().missing())
                .as("what never happened in %d runs", IN_THE_GATE)
                .isEmpty();
    }

    @Test
    @Tag("soak")
    void shouldDeliverWhatItPromisesAMillionTimes() {
        long first = Long.getLong("simulation.first", 1);
        long seeds = Long.getLong("simulation.seeds", 1_000_000);
        Happenings happenings = Simulations.onAllCores(first, seeds);
        System.out.printf("Seeds %d to %d:%n%s", first, first + seeds - 1, happenings);
    }

    @Test
    void shouldDoTheSameAgainWithTheSameSeed() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(Simulations.traced(seed)).isEqualTo(Simulations.traced(seed));
        }
    }
}
