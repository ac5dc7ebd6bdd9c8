package io.tekcos.chat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HangGuardTest {

    @Test
    void shouldEndAHangingRunAndShowItsThreads() throws Exception {
        PlantedRun run = PlantedRun.of(Planted.Hanging.class, "-Dtests.timeoutSeconds=1");

        assertThat(run.output())
                .contains("ran for more than 1 seconds", "PlantedRun.main")
                .doesNotContain("1 succeeded");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
