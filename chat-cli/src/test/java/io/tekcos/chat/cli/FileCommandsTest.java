package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Output output = new PeopleOutput(shown::add, shown::add, Colours.OFF, false);
    private final Fates fates = new Fates();
    private final NobodyThere audience = new NobodyThere();
    private final FileCommands files = audience.files(output, fates);
    private CompletableFuture<Transfer> answer = CompletableFuture.completedFuture(new FakeTransfer());

    @BeforeEach
    void open() throws IOException {
        Files.createFile(folder.resolve("my notes"));
        audience.add(recipient("ann"));
        audience.add(recipient("bob the 2nd"));
    }

    @Test
    void shouldOfferToEverybody() {
        assertThat(files.send(1, folder.resolve("my notes") + " ")).isEmpty();

        assertThat(sent).containsExactly("ann: my notes", "bob the 2nd: my notes");
        assertThat(shown)
                .containsExactly("Offered notes.txt (1.0 MB) to ann.", "Offered notes.txt (1.0 MB) to bob the 2nd.");
    }

    @Test
    void shouldOfferToTheOneWhoIsNamed() {
        assertThat(files.send(1, folder.resolve("my notes") + " @bob the 2nd")).isEmpty();

        assertThat(sent).containsExactly("bob the 2nd: my notes");
    }

    @Test
    void shouldOfferAFileWhoseNameHoldsAnAt() throws IOException {
        Files.createFile(folder.resolve("notes @ann"));
        assertThat(files.send(1, folder.resolve("notes @ann").toString())).isEmpty();

        assertThat(sent).containsExactly("ann: notes @ann", "bob the 2nd: notes @ann");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(files.send(1, folder + "/no\u001bne"))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("there is no file ").endsWith("no\\u{1b}ne"));
        assertThat(files.send(1, "a\0b")).isPresent();
        assertThat(files.send(1, folder.resolve("my notes") + " @zoe"))
                .contains("nobody who could be sent a file is called zoe");
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldFailAScriptWhoseFileDidNotArrive() {
        answer = CompletableFuture.completedFuture(new FakeTransfer().fail(TransferFault.DECLINED));
        assertThat(files.send(0, folder + " @ann")).isEmpty();
        assertThat(fates.isFailed()).as("whoever types has seen it").isFalse();

        assertThat(files.send(3, folder + " @ann")).isEmpty();
        assertThat(fates.isFailed()).isTrue();
    }

    @Test
    void shouldSayWhatCannotBeOffered() {
        answer =
                CompletableFuture.failedFuture(new TransferException(TransferFault.SOURCE_UNREADABLE, "no permission"));
        assertThat(files.send(3, folder + " @ann")).isEmpty();

        assertThat(shown).containsExactly("chat: line 3: no permission");
        assertThat(fates.isFailed()).isTrue();
    }

    @Test
    void shouldWaitForFilesAtTheEnd() throws InterruptedException {
        FakeTransfer transfer = new FakeTransfer().at(State.RUNNING, 1);
        answer = CompletableFuture.completedFuture(transfer);
        assertThat(files.send(1, folder + " @ann")).isEmpty();
        files.await(Duration.ofMillis(1));
        assertThat(fates.isFailed()).as("nothing moved").isTrue();
        assertThat(shown).last().isEqualTo("chat: a file was not done when the input ended");

        transfer.complete();
        files.await(Duration.ZERO);
        assertThat(shown).last().asString().startsWith("Sent notes.txt to ann");
    }

    private Recipient recipient(String name) {
        return new Recipient(new SessionId(0, 1), name, (paths, options) -> {
            sent.add(name + ": " + paths.get(0).getFileName());
            return answer;
        });
    }
}
