package io.tekcos.chat.file;

import io.tekcos.chat.model.TransferException;
import java.util.concurrent.CompletableFuture;

/** Files that the peer wants to send, and that wait for a decision. Any thread may decide, once; later calls change nothing. */
public interface Offer {

    /**
     * What is offered.
     *
     * @return as its sender says
     */
    OfferedFiles files();

    /**
     * Takes it.
     *
     * @param policy where and how
     * @return the transfer, which fails with {@link TransferException} if the policy, the disk or a name forbids it
     * @throws IllegalStateException if it was declined
     */
    Transfer accept(ReceivePolicy policy);

    /**
     * Does not take it.
     *
     * @param reason for a person at the peer, of which 100 characters are sent, cut behind a word; may be empty
     */
    void decline(String reason);

    /**
     * When there is nothing left to decide: its sender has cancelled it or offers it anew, or the session is over.
     *
     * @return completed with the reason if that happens before somebody has decided; not completed otherwise
     */
    CompletableFuture<TransferException> whenWithdrawn();
}
