package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogLinesTest {

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final CountDownLatch taken = new CountDownLatch(1);

    @Test
    void shouldNotHoldUpWhoLogsWhileTheTerminalTakesNothing() throws InterruptedException {
        LogLines logs = new LogLines(this::showWhenTaken);
        try (PrintStream err = new PrintStream(new LineStream(logs), true, UTF_8)) {
            err.println("one");
            err.println("two");
            assertThat(shown).isEmpty();
            taken.countDown();
            logs.close(Duration.ofSeconds(60));
        }

        assertThat(shown).containsExactly("one", "two");
    }

    @Test
    void shouldDropWhatComesAfterTheEnd() throws InterruptedException {
        LogLines logs = new LogLines(shown::add);
        logs.close(Duration.ofSeconds(60));

        logs.accept("late");

        assertThat(shown).isEmpty();
    }

    private void showWhenTaken(String line) {
        try {
            taken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shown.add(line);
    }
}
