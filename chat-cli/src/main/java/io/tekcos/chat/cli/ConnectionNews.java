package io.tekcos.chat.cli;

import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a person needs to know of one session's connection: a line when it is lost and one when it is back, and no more. */
final class ConnectionNews {

    private final String name;
    private final boolean aboutFiles;
    private final LongSupplier nanoTime;
    private final UdpNews udp;
    private boolean isLost;
    private boolean isGuests;
    private long lostAt;
    private String loss = "";

    /**
     * @param name the peer's, fit for a terminal
     * @param aboutFiles whether files wait for the connection, and no texts
     * @param nanoTime the clock, in nanoseconds
     */
    ConnectionNews(String name, boolean aboutFiles, LongSupplier nanoTime) {
        this.name = name;
        this.aboutFiles = aboutFiles;
        this.nanoTime = nanoTime;
        udp = new UdpNews(name);
    }

    /** What there is to know of the UDP path beside it. */
    UdpNews udp() {
        return udp;
    }

    /** What to say of a lost connection; nothing of the attempts to get another. */
    Optional<String> onReconnecting(Reconnecting news) {
        if (isLost) {
            return Optional.empty();
        }
        isLost = true;
        isGuests = news.attempt() == 0; // who comes back by itself
        lostAt = nanoTime.getAsLong();
        loss = news.why();
        return Optional.of(
                isGuests
                        ? name + " is away" + inBrackets(loss) + ": " + (aboutFiles ? "files" : "texts")
                                + " wait for up to " + words(news.delay()) + "."
                        : "The connection to " + name + " is lost" + inBrackets(loss) + ": reconnecting. "
                                + (aboutFiles ? "Files go on when" : "Texts wait until") + " it is back.");
    }

    /** What to say of a connection that is back; nothing if it was a process before this one that had lost it. */
    Optional<String> onResumed(Resumed resumed) {
        if (!isLost) {
            return Optional.empty();
        }
        isLost = false;
        String back = name + " is back after " + words(Duration.ofNanos(nanoTime.getAsLong() - lostAt));
        return Optional.of((isGuests ? back : "The connection to " + back + again(resumed.repeated())) + ".");
    }

    /** What to say of the session's end. */
    String onEnd(SessionClosed closed) {
        if (!isLost || closed.by() != Initiator.NETWORK) {
            return Endings.describe(name, closed);
        }
        String why = closed.text().equals(loss) ? "" : inBrackets(closed.text());
        return (isGuests ? name : "The connection to " + name) + " has not come back" + why + ": the session is over.";
    }

    private String again(long texts) {
        return switch (aboutFiles ? 0 : (int) Math.min(texts, 2)) {
            case 0 -> "";
            case 1 -> "; 1 text was sent again";
            default -> String.format(Locale.ROOT, "; %,d texts were sent again", texts);
        };
    }

    private static String inBrackets(String why) {
        return why.isEmpty() ? "" : " (" + Printable.escape(why) + ")";
    }

    private static String words(Duration time) {
        if (time.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
        }
        long minutes = time.toMinutes();
        int seconds = time.toSecondsPart();
        String rest = seconds == 0 && minutes > 0 ? "" : seconds + " s";
        return (minutes == 0 ? rest : minutes + " min " + rest).strip();
    }
}
