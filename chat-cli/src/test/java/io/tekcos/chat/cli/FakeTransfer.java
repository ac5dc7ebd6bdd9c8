package io.tekcos.chat.cli;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A transfer that does what a test says. */
final class FakeTransfer implements Transfer {

    static final OfferedFiles FILES = new OfferedFiles(new TransferId(1, 2), "notes.txt", 1, 1_000_000);

    private final CompletableFuture<TransferResult> done = new CompletableFuture<>();
    private Runnable whenFollowed = () -> {};
    private volatile TransferProgress progress = progress(TransferProgress.State.OFFERED, 0);

    static TransferProgress progress(TransferProgress.State state, long bytes) {
        return new TransferProgress(state, bytes, FILES.bytes(), 250_000);
    }

    static TransferResult result() {
        return result(FILES.bytes());
    }

    static TransferResult result(long moved) {
        return new TransferResult(FILES, "ab".repeat(32), List.of(Path.of("downloads", "notes.txt")), moved, true);
    }

    FakeTransfer at(TransferProgress.State state, long bytes) {
        progress = progress(state, bytes);
        return this;
    }

    FakeTransfer complete() {
        return completeWith(result());
    }

    FakeTransfer completeWith(TransferResult result) {
        done.complete(result);
        return this;
    }

    FakeTransfer fail(TransferFault fault) {
        done.completeExceptionally(new TransferException(fault, "it was \u001b[2J" + fault));
        return this;
    }

    @Override
    public OfferedFiles offered() {
        return FILES;
    }

    @Override
    public TransferProgress progress() {
        return progress;
    }

    /** Does something as soon as somebody waits for its end. */
    void onFollowed(Runnable task) {
        whenFollowed = task;
    }

    @Override
    public CompletableFuture<TransferResult> whenDone() {
        whenFollowed.run();
        return done.copy();
    }

    @Override
    public long leftOut() {
        return 0;
    }

    @Override
    public void pause() {}

    @Override
    public void proceed() {}

    @Override
    public void cancel() {
        fail(TransferFault.CANCELLED);
    }
}
