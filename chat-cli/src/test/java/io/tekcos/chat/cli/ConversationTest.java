package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final Output output = new PeopleOutput(shown::add, shown::add, Colours.OFF, false);
    private final Fates fates = new Fates();

    @Test
    void shouldEndWithAnErrorWhenTheInputFailsInAWayThatNobodyForesaw() {
        assertEndsWithAnError(new FailingLines(new IllegalStateException("the editor's own")), "the editor's own");
    }

    @Test
    void shouldEndWithAnErrorWhenAClassIsGone() {
        assertEndsWithAnError(new FailingLines(new NoClassDefFoundError("org/jline/Gone")), "org/jline/Gone");
    }

    private void assertEndsWithAnError(LineSource lines, String why) {
        CompletableFuture<Void> quit = new CompletableFuture<>();
        new Conversation(lines, output, Runnable::run, new Nobody(), fates, new TalkOptions())
                .start(() -> quit.complete(null), () -> fail("a server would go on"));

        assertThat(quit.orTimeout(60, TimeUnit.SECONDS)).succeedsWithin(61, TimeUnit.SECONDS);
        assertThat(shown)
                .singleElement()
                .asString()
                .startsWith("chat: An error in the program: ")
                .contains(why);
        assertThat(fates.isFailed()).as("the exit code is 1").isTrue();
    }

    private record FailingLines(Throwable failure) implements LineSource {
        @Override
        public @Nullable Line next() {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private static final class Nobody implements Audience {
        @Override
        public Duration patience() {
            return Duration.ZERO;
        }

        @Override
        public Collection<Outbox> outboxes() {
            return List.of();
        }

        @Override
        public boolean send(long line, String text, Via via, Fallback fallback) {
            return false;
        }

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public void showPeers(Output to) {}

        @Override
        public void showTotals(Output to) {}
    }
}
