package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final FakeTransfer transfer = new FakeTransfer();

    private final Transfers people = new Transfers(
            new PeopleOutput(shown::add, shown::add, Colours.OFF, false), Runnable::run, false, nanos::get);
    private final Transfers programs = new Transfers(new JsonOutput(shown::add), Runnable::run, false, nanos::get);

    @Test
    void shouldSayTheEndAndNotCountTheTimeThatWasNeededToDecide() {
        CompletableFuture<TransferResult> end = people.follow(transfer, true, "ann");
        nanos.set(Duration.ofMinutes(5).toNanos());
        people.look();
        transfer.at(State.RUNNING, 1);
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        people.look();
        assertThat(shown).as("a pipe takes no progress").isEmpty();
        transfer.complete();

        assertThat(end).isCompletedWithValue(FakeTransfer.result());
        assertThat(shown)
                .containsExactly("Received notes.txt from ann: 1.0 MB in 0.5 s, 2.0 MB/s; it is "
                        + FakeTransfer.result().paths().get(0) + ".");
    }

    @Test
    void shouldNotCallFastWhatWasThereBefore() {
        var unused = people.follow(transfer.at(State.RUNNING, 900_000), true, "ann");
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        transfer.completeWith(FakeTransfer.result(100_000));

        assertThat(shown)
                .singleElement()
                .asString()
                .startsWith("Received notes.txt from ann: 1.0 MB, of which 100.0 kB now in 0.5 s, 200.0 kB/s; it is ");
    }

    @Test
    void shouldSayWhyItFailed() {
        CompletableFuture<TransferResult> end = people.follow(transfer, false, "ann");
        transfer.fail(TransferFault.NO_SPACE);

        assertThat(shown).containsExactly("chat: notes.txt to ann: it was \\u{1b}[2JNO_SPACE");
        assertThatThrownBy(end::join).hasCauseInstanceOf(TransferException.class);
    }

    @Test
    void shouldCancelTheOnlyOneOrByItsNumber() {
        assertThat(people.cancel(0)).contains("nothing is on its way");
        FakeTransfer other = new FakeTransfer();
        var unused = people.follow(transfer, false, "ann");
        assertThat(people.nextNumber()).as("given to an offer").isEqualTo(2);
        assertThat(people.follow(other, true, "bob")).isNotDone();

        assertThat(people.cancel(0))
                .contains("several things are on their way: say which, /cancel 1 (notes.txt to ann), "
                        + "/cancel 3 (notes.txt from bob)");
        assertThat(people.cancel(2)).contains("nothing is on its way by the number 2");
        assertThat(people.cancel(3)).isEmpty();
        assertThat(shown).containsExactly("chat: notes.txt from bob: it was \\u{1b}[2JCANCELLED");
        assertThat(people.cancel(0)).isEmpty();
        assertThat(shown).hasSize(2);
    }

    @Test
    void shouldListNoMoreThanAPersonReads() {
        for (int i = 0; i < 10; i++) {
            assertThat(people.follow(new FakeTransfer(), false, "ann")).isNotDone();
        }
        assertThat(people.cancel(0))
                .hasValueSatisfying(why -> assertThat(why).endsWith("/cancel 8 (notes.txt to ann) and 2 more"));
    }

    @Test
    void shouldLeaveAFailureToWhoeverWatches() {
        CompletableFuture<TransferResult> end = people.watch(transfer, false, "ann");
        transfer.fail(TransferFault.SESSION_ENDED);

        assertThat(end).isCompletedExceptionally();
        assertThat(shown).isEmpty();
    }

    @Test
    void shouldTellProgramsOnceASecondWhileBytesMove() {
        var unused = programs.follow(transfer, false, "ann");
        lookAfter(1_000);
        assertThat(shown).as("nobody has decided").isEmpty();
        transfer.at(State.RUNNING, 500_000);
        lookAfter(999);
        assertThat(shown).isEmpty();
        lookAfter(1);
        lookAfter(200);
        assertThat(shown)
                .singleElement()
                .asString()
                .endsWith(
                        "\"transfer\":\"00000000000000010000000000000002\",\"bytes\":\"500000\",\"total\":\"1000000\","
                                + "\"rate\":250000}");
        transfer.complete();
        assertThat(shown).hasSize(2);
        assertThat(shown.get(1))
                .contains(
                        "\"event\":\"fileDone\"",
                        "\"bytes\":\"1000000\",\"moved\":\"1000000\"",
                        "\"seconds\":1.2,\"durable\":true");
    }

    @Test
    void shouldNotTellOfTheOthersOftenerWhenOneIsOver() {
        FakeTransfer other = new FakeTransfer();
        var unused = programs.follow(transfer.at(State.RUNNING, 1), false, "ann");
        assertThat(programs.follow(other.at(State.RUNNING, 1), false, "bob")).isNotDone();
        transfer.complete();

        assertThat(shown).singleElement().asString().contains("fileDone");
        other.complete();
    }

    @Test
    void shouldSayThePlainDigestOfASingleFileIfAsked(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        Transfers digesting = new Transfers(new JsonOutput(shown::add), Runnable::run, true, nanos::get);
        CompletableFuture<TransferResult> end = digesting.follow(transfer, true, "ann");
        transfer.completeWith(new TransferResult(FakeTransfer.FILES, "ab".repeat(32), List.of(file), 3, true));

        assertThat(end.orTimeout(60, TimeUnit.SECONDS)).succeedsWithin(61, TimeUnit.SECONDS);
        assertThat(shown)
                .singleElement()
                .asString()
                .endsWith("\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}");
    }

    @Test
    void shouldSayNoDigestOfAFolderOrOfWhatIsGone(@TempDir Path folder) {
        OfferedFiles tree = new OfferedFiles(new TransferId(0, 1), "tree", 2, 3);

        assertThat(PlainDigest.of(new TransferResult(tree, "", List.of(folder), 3, true)))
                .isEmpty();
        assertThat(PlainDigest.of(new TransferResult(FakeTransfer.FILES, "", List.of(folder), 3, true)))
                .isEmpty();
        assertThat(PlainDigest.of(new TransferResult(FakeTransfer.FILES, "", List.of(folder.resolve("x")), 3, true)))
                .isEmpty();
    }

    @Test
    void shouldWaitUntilAllIsOver() throws InterruptedException {
        var unused = people.follow(transfer.at(State.RUNNING, 1), false, "ann");
        transfer.complete();

        assertThat(people.await(Duration.ZERO)).isTrue();
    }

    @Test
    void shouldNotWaitForWhatNothingMovesIn() throws InterruptedException {
        Transfers stuck = new Transfers(
                new JsonOutput(shown::add),
                Runnable::run,
                false,
                () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()));
        var unused = stuck.follow(transfer, false, "ann");

        assertThat(stuck.await(Duration.ofSeconds(3))).isFalse();
        transfer.complete();
    }

    private void lookAfter(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        programs.look();
    }
}
