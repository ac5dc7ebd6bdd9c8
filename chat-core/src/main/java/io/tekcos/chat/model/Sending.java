package io.tekcos.chat.model;

import java.util.concurrent.CompletableFuture;

/**
 * A text on its way: the future of its receipt, which knows from the start by which id and which path the text goes. It is
 * completed by the library alone.
 */
public abstract class Sending extends CompletableFuture<Receipt> {

    /** For the library. */
    protected Sending() {}

    /**
     * The text's id.
     *
     * @return what the receiver sees as {@link Message#id()}
     */
    public abstract long id();

    /**
     * The path that the text takes, which is TCP for one that falls back to it.
     *
     * @return the path; of no meaning if the text was not accepted
     */
    public abstract Via via();

    /**
     * Whether the text was accepted for sending. If not, this future has failed already and nothing is sent.
     *
     * @return true if it was
     */
    public abstract boolean isAccepted();
}
