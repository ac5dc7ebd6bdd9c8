package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Those to whom the lines of input go. */
interface Audience {

    /** Everybody that this program has a session with. */
    Collection<Outbox> outboxes();

    /** Sends a line of input to everybody, as fast as they take it; returns false if nobody is there. */
    boolean send(long line, String text, Via via, Fallback fallback) throws InterruptedException;

    /** The names of those who are there, for completion. */
    List<String> names();

    /** For how long nothing need be heard of what was sent before it is given up. */
    Duration patience();

    /** To whom files can be sent: whoever is called so, or everybody if the name is empty. */
    List<Recipient> recipients(String name);

    /** Whether it can be sent texts at all. */
    default boolean takesTexts() {
        return true;
    }

    /** Why a line was not sent when nobody was there. */
    default String whyNobody() {
        return "nobody is connected";
    }

    /** Says who is there. */
    void showPeers(Output output);

    /** Says what was counted of all sessions together, where there may be several. */
    void showTotals(Output output);
}
