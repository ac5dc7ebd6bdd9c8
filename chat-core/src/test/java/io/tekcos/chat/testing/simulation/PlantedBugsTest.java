package io.tekcos.chat.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.testing.simulation.UnifiedDiff.DoesNotApplyException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation finds every bug that was planted in the protocol's classes; if not, it proves little. */
class PlantedBugsTest {

    private static final int AT_LEAST = 12;
    private static final long SEEDS = 2_000;

    static List<PlantedBug> bugs() throws IOException {
        return PlantedBug.all();
    }

    @Test
    void shouldBeMany() throws IOException {
        assertThat(bugs()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldStillApply(PlantedBug bug) throws Exception {
        assertThat(bug.comment()).startsWith("# ");
        assertThat(bug.patched()).isNotEmpty();
    }

    @Test
    void shouldNotApplyWhereTheSourceIsDifferent() throws Exception {
        UnifiedDiff diff = UnifiedDiff.parse(List.of("--- a/A", "+++ b/A", "@@ -1,2 +1,2 @@", " same", "-old", "+new"));
        assertThat(diff.apply("A", List.of("same", "old", "end"))).containsExactly("same", "new", "end");
        assertThatThrownBy(() -> diff.apply("A", List.of("same", "other", "end")))
                .isInstanceOf(DoesNotApplyException.class);
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("bugs")
    void shouldBeFound(PlantedBug bug, @TempDir Path sources, @TempDir Path classes) throws Exception {
        bug.compile(sources, classes);
        String failure = firstFailure(classes);
        assertThat(failure)
                .as("%s survives %d seeds: %s", bug, SEEDS, bug.comment())
                .isNotNull();
        System.out.printf(
                "%s, %s%n    %s%n",
                bug, bug.comment(), failure.lines().findFirst().orElse(""));
    }

    /** Runs the simulation of this class path against other classes of ours. */
    private static @Nullable String firstFailure(Path classes) throws Exception {
        List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(new File(element).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return (String) loader.loadClass(Simulations.class.getName())
                    .getMethod("firstFailure", long.class, long.class)
                    .invoke(null, 1L, SEEDS);
        }
    }
}
