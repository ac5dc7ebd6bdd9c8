package io.tekcos.chat.file;

import io.tekcos.chat.model.TransferException;
import java.util.concurrent.CompletableFuture;

/** Files on their way, at the sender or at the receiver. Any thread may call its methods. */
public interface Transfer {

    /**
     * What is sent.
     *
     * @return as it was offered
     */
    OfferedFiles offered();

    /**
     * How much of what was named is not sent: links that lead out of a folder or to folders, and what is neither a file nor a folder.
     *
     * @return how many; 0 at the receiver, who does not know
     */
    long leftOut();

    /**
     * How far it has come.
     *
     * @return a snapshot
     */
    TransferProgress progress();

    /**
     * When it is over.
     *
     * @return completed when every file is whole at the receiver and has its name; fails with {@link TransferException}. A
     *     future for each call, so that nobody else can complete it; it is held until then: to look now and then, take
     *     {@link #progress}
     */
    CompletableFuture<TransferResult> whenDone();

    /** Makes it wait, until {@link #proceed}; the peer's wish to wait is another. Without effect when it is over. */
    void pause();

    /** Lets it go on, as far as this side is concerned. */
    void proceed();

    /** Ends it; what the receiver had is removed. Without effect when it is over. */
    void cancel();
}
