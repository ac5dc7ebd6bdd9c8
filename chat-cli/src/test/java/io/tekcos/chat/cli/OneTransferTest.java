package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OneTransferTest {

    private final OneTransfer one = new OneTransfer();
    private final CompletableFuture<TransferResult> first = new CompletableFuture<>();
    private final CompletableFuture<TransferResult> again = new CompletableFuture<>();

    @Test
    void shouldTakeNoOtherOnceItIsTaken() {
        OfferedFiles other = new OfferedFiles(new TransferId(9, 9), "notes.txt", 1, 1_000_000);
        assertThat(one.isOrBecomes(other)).isTrue();
        one.onTaken(FakeTransfer.FILES, first);

        assertThat(one.isOrBecomes(other)).isFalse();
        assertThat(one.isOrBecomes(FakeTransfer.FILES)).isTrue();
    }

    @Test
    void shouldEndAsTheTransferDoes() {
        one.onTaken(FakeTransfer.FILES, first);
        assertThat(one.end()).isNotDone();
        first.completeExceptionally(new TransferException(TransferFault.SESSION_ENDED, "gone"));

        assertThat(one.end()).isCompletedExceptionally();
    }

    @Test
    void shouldNotEndWithTheOneThatGaveWayToASenderStartedAnew() {
        one.onTaken(FakeTransfer.FILES, first);
        one.onTaken(FakeTransfer.FILES, again);
        first.completeExceptionally(new TransferException(TransferFault.SESSION_ENDED, "gone"));
        assertThat(one.end()).isNotDone();
        again.complete(FakeTransfer.result());

        assertThat(one.end()).isCompletedWithValue(FakeTransfer.result());
    }
}
