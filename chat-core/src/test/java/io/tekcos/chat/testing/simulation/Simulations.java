package io.tekcos.chat.testing.simulation;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs seeds, and says of the first that fails what failed, what happened before, and how to run it alone. */
public final class Simulations {

    private static final int LINES_SHOWN = 150;

    private final Happenings happenings = new Happenings();

    /** Returns what the first seed that fails has to say, or what never happened; null if there is nothing to say. */
    public static @Nullable String firstFailure(long firstSeed, long seeds) {
        try {
            Simulations simulations = new Simulations();
            simulations.run(firstSeed, seeds);
            List<Happening> missing = simulations.happenings.missing();
            return missing.isEmpty() ? null : "never happened: " + missing;
        } catch (AssertionError failure) {
            return failure.getMessage();
        }
    }

    void run(long firstSeed, long seeds) {
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Simulation simulation = new Simulation(seed, false);
            Throwable failure = failure(simulation);
            if (failure != null) {
                throw new AssertionError(report(seed), failure);
            }
            happenings.addAll(simulation.world().happenings());
        }
    }

    /** Runs many seeds, a part of them on each core. */
    static Happenings onAllCores(long firstSeed, long seeds) {
        int cores = Runtime.getRuntime().availableProcessors();
        return IntStream.range(0, cores)
                .parallel()
                .mapToObj(core -> {
                    Simulations part = new Simulations();
                    long from = firstSeed + seeds * core / cores;
                    part.run(from, firstSeed + seeds * (core + 1) / cores - from);
                    return part.happenings;
                })
                .reduce(new Happenings(), Happenings::plus);
    }

    Happenings happenings() {
        return happenings;
    }

    /** All that happens in the run of a seed, and how it ends. */
    static String traced(long seed) {
        Simulation simulation = new Simulation(seed, true);
        Throwable failure = failure(simulation);
        return String.join("\n", simulation.world().trace().lines()) + "\n" + (failure == null ? "passed" : failure);
    }

    /** Runs the seed again, which has failed, and now writes down what happens. */
    private static String report(long seed) {
        Simulation simulation = new Simulation(seed, true);
        Throwable failure = failure(simulation);
        List<String> lines = simulation.world().trace().lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return String.format(
                "seed %d: %s%n%nThe last %d of %d lines of what happened; for all of them%n%n    %s%n%n%s",
                seed,
                failure == null ? "failed, and does not when traced" : failure,
                last.size(),
                lines.size(),
                "mvn test -pl chat-core -Dtest=SimulationTest -Dsimulation.seed=" + seed,
                String.join(System.lineSeparator(), last));
    }

    /** A fault that the judges find, or an exception that nobody expects. */
    private static @Nullable Throwable failure(Simulation simulation) {
        try {
            simulation.run();
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return failure;
        }
    }
}
