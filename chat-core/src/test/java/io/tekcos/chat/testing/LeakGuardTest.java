package io.tekcos.chat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeakGuardTest {

    @Test
    void shouldFailTheRunAndSayWhereWhenABufferIsLost() throws Exception {
        PlantedRun run = PlantedRun.of(Planted.Leaking.class);

        assertThat(run.output())
                .contains("1 succeeded", "JUnit Jupiter: ", "1 leaked in this JVM", "Hint: planted", "losesABuffer");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldPassWhenTheBufferIsReleased() throws Exception {
        PlantedRun run = PlantedRun.of(Planted.Releasing.class);

        assertThat(run.output()).contains("1 succeeded").doesNotContain("leaked");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldFailTheRunWhenTheDetectorWasTurnedOff() throws Exception {
        PlantedRun run = PlantedRun.of(Planted.Blinding.class);

        assertThat(run.output()).contains("1 succeeded", "leak detector is blind");
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
