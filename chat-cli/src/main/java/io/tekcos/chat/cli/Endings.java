package io.tekcos.chat.cli;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import java.util.Locale;

/** How a session has ended, in a sentence. */
final class Endings {

    private Endings() {}

    /**
     * Says how a session has ended.
     *
     * @param name the peer's, fit for a terminal
     */
    static String describe(String name, SessionClosed closed) {
        String said = closed.text().isEmpty() ? "" : " (" + Printable.escape(closed.text()) + ")";
        return switch (closed.by()) {
            case NETWORK -> "The connection to " + name + " broke" + said + ".";
            case LOCAL ->
                "Closed the session with " + name + (isGoodbye(closed) ? "." : ": " + reason(closed) + said + ".");
            case PEER -> describeByPeer(name, said, closed);
        };
    }

    private static String describeByPeer(String name, String said, SessionClosed closed) {
        return switch (closed.cause()) {
            case GOODBYE -> name + " has said goodbye" + said + ".";
            case GOING_AWAY -> name + " is shutting down.";
            default -> name + " has ended the session: " + reason(closed) + said + ".";
        };
    }

    /** Whether it ended as it should, with nothing more to be said; of a server that goes away, its host is told once. */
    private static boolean isGoodbye(SessionClosed closed) {
        return closed.cause() == CloseCause.GOODBYE
                || (closed.cause() == CloseCause.GOING_AWAY && closed.by() == Initiator.LOCAL);
    }

    private static String reason(SessionClosed closed) {
        return closed.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
