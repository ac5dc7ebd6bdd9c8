package io.tekcos.chat.cli;

import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.TransferException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An offer that remembers what became of it. */
final class FakeOffer implements Offer {

    final FakeTransfer transfer = new FakeTransfer();
    final CompletableFuture<TransferException> withdrawn = new CompletableFuture<>();
    private final OfferedFiles files;

    @Nullable
    ReceivePolicy accepted;

    @Nullable
    String declined;

    FakeOffer(OfferedFiles files) {
        this.files = files;
    }

    @Override
    public OfferedFiles files() {
        return files;
    }

    @Override
    public Transfer accept(ReceivePolicy policy) {
        accepted = policy;
        return transfer;
    }

    @Override
    public void decline(String reason) {
        declined = reason;
    }

    @Override
    public CompletableFuture<TransferException> whenWithdrawn() {
        return withdrawn;
    }
}
