package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.tekcos.chat.file.ReceivePolicy;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
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

    @Test
    void shouldRefuseALineAboutFilesThatCannotBeCarriedOut() {
        converse("/file /no/such/file\n/accept\n/refuse 7\n");

        assertThat(shown)
                .containsExactly(
                        "chat: line 1: there is no file /no/such/file",
                        "chat: line 2: nothing is offered",
                        "chat: line 3: nothing is offered");
        assertThat(fates.isFailed()).as("the exit code is 1").isTrue();
    }

    @Test
    void shouldTakeNoTextsWhereOnlyFilesAreSent() {
        Printer unused = new Printer();
        Transfers transfers = new Transfers(output, Runnable::run);
        Offers offers = new Offers(Acceptance.ASK, ReceivePolicy.into(Path.of("downloads")), output, transfers);
        converse("hello\n/udp\n/help\n", new Senders(output, unused, offers));

        String why = " was not sent: no texts are sent from here; /help lists the commands";
        assertThat(shown).startsWith("chat: line 1" + why, "chat: line 2" + why);
        assertThat(shown)
                .last()
                .asString()
                .contains("/accept")
                .doesNotContain("/udp")
                .doesNotContain("//");
    }

    private void converse(String input) {
        converse(input, new NobodyThere());
    }

    private void converse(String input, Audience audience) {
        NobodyThere nobody = new NobodyThere();
        CompletableFuture<Void> end = new CompletableFuture<>();
        new Conversation(
                        new InputLines(new ByteArrayInputStream(input.getBytes(UTF_8)), 100),
                        output,
                        Runnable::run,
                        audience,
                        fates,
                        new TalkOptions(),
                        nobody.files(output, fates))
                .start(() -> fail("nobody quits"), () -> end.complete(null));
        assertThat(end.orTimeout(60, TimeUnit.SECONDS)).succeedsWithin(61, TimeUnit.SECONDS);
    }

    private void assertEndsWithAnError(LineSource lines, String why) {
        NobodyThere nobody = new NobodyThere();
        CompletableFuture<Void> quit = new CompletableFuture<>();
        new Conversation(lines, output, Runnable::run, nobody, fates, new TalkOptions(), nobody.files(output, fates))
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
}
