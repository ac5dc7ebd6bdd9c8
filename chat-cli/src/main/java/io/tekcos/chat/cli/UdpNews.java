package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import java.util.Optional;

/** What a person needs to know of one session's UDP path: a line when it goes down and one when it is back, and no more. */
final class UdpNews {

    private final String name;
    private boolean wasUp;
    private boolean isUp;
    private boolean saidDown;
    private boolean saidNotUp;
    private boolean saidNoCopies;

    /**
     * @param name the peer's, fit for a terminal
     */
    UdpNews(String name) {
        this.name = name;
    }

    /** What to say of a change; nothing when the path comes up as it should. */
    Optional<String> onChange(PathChanged change, Fallback fallback) {
        if (change.udp() == PathState.UP) {
            return onUp(change);
        } else if (change.udp() == PathState.DOWN) {
            return onDown(change, fallback);
        }
        return Optional.empty();
    }

    /** What to say of a text that was too long for a datagram; nothing while all texts take the other path. */
    Optional<String> onTooLong(long line) {
        return saidDown ? Optional.empty() : Optional.of(tookTcp(line) + ": it is too long for a datagram.");
    }

    /** What to say of a text that went by TCP because UDP was not up; nothing but once, and not when more is said of that. */
    Optional<String> onNotUp(long line, PathState now) {
        if (saidDown || saidNotUp || now == PathState.DOWN) { // when it is down, word of that is on its way
            return Optional.empty();
        }
        saidNotUp = true;
        return Optional.of(tookTcp(line) + ": UDP was not up.");
    }

    /** What to say of a text for both that went to a seed peer by TCP alone: once, for so do all. */
    Optional<String> onNoCopies(long line) {
        if (saidNoCopies) {
            return Optional.empty();
        }
        saidNoCopies = true;
        return Optional.of(tookTcp(line) + ", as all for both will: it would take two copies for two texts.");
    }

    private Optional<String> onUp(PathChanged change) {
        boolean moved = isUp;
        boolean back = wasUp;
        boolean asItShould = !saidDown && !saidNotUp;
        isUp = true;
        wasUp = true;
        saidDown = false;
        saidNotUp = false;
        if (moved) {
            return Optional.of("UDP to " + name + " has " + Printable.escape(change.why()) + ".");
        }
        return asItShould ? Optional.empty() : Optional.of("UDP to " + name + (back ? " is back." : " is up now."));
    }

    private Optional<String> onDown(PathChanged change, Fallback fallback) {
        isUp = false;
        if (saidDown || change.why().equals(PathChanged.NO_CONNECTION)) { // the session's own news says that
            return Optional.empty();
        }
        saidDown = true;
        String meanwhile = fallback == Fallback.TCP ? "texts go by TCP alone" : "texts meant for it fail";
        return Optional.of("UDP to " + name + " is down (" + Printable.escape(change.why()) + "): " + meanwhile
                + " until it is " + (wasUp ? "back." : "up."));
    }

    private String tookTcp(long line) {
        return (line == 0 ? "The text" : "Line " + line) + " went to " + name + " by TCP";
    }
}
