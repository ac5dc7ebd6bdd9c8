package io.tekcos.chat.netty;

/** Takes care that a session gets another connection when one is lost. Event loop only. */
interface Lifeline {

    /** The session's connection is lost. */
    void onDetached(String why);

    /** The session is over. */
    void onEnded();

    /** The session is over, and its listener has had whatever it will ever have of the stream. */
    default void onSettled() {}
}
