package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Outbound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of the texts from one side to the other, and judges: every text of the stream once, acknowledged when it was
 * heard and not before; those by TCP in order; those by UDP at most once; never more than the window.
 */
final class Ledger {

    private final String name;
    private final long window;
    private final Happenings happenings;
    private final List<Sent> texts = new ArrayList<>();
    private long unacknowledgedBytes;
    private long lastPosition;
    private long lastHeard;
    private long lastAcknowledged;
    private long lastWritten;
    private boolean told;
    private boolean closed;

    Ledger(String name, long window, Happenings happenings) {
        this.name = name;
        this.window = window;
        this.happenings = happenings;
    }

    long window() {
        return window;
    }

    /** How many bytes more may be sent. */
    long room() {
        return window - unacknowledgedBytes;
    }

    Sent newText(Via via, String text, int bytes) {
        return new Sent(texts.size(), via, text, bytes);
    }

    void onSent(Sent sent) {
        texts.add(sent);
    }

    /** What the log answered to a text for the stream. */
    void judgeAnswer(Sent sent, long answer) {
        if (answer == Outbound.CLOSED) {
            closed = true;
            return;
        }
        require(!closed, "the log of texts was closed, and takes a text");
        boolean fits = sent.bytes <= room();
        require(
                fits == answer > 0,
                "the answer to %s of %d bytes is %d, and there is room for %d",
                sent,
                sent.bytes,
                answer,
                room());
        happenings.addIf(!fits, Happening.WINDOW_FULL);
        happenings.addIf(sent.bytes == room(), Happening.WINDOW_FILLED_TO_THE_LAST_BYTE);
        if (fits) {
            require(answer == ++lastPosition, "position %d where %d was due", answer, lastPosition);
            sent.position = answer;
            unacknowledgedBytes += sent.bytes;
            onSent(sent);
        }
    }

    void requireAgreement(Outbound<Sent> log) {
        require(
                log.unacknowledgedBytes() == unacknowledgedBytes,
                "the log counts %d bytes, and there are %d",
                log.unacknowledgedBytes(),
                unacknowledgedBytes);
        require(unacknowledgedBytes <= window, "%d bytes are unacknowledged", unacknowledgedBytes);
    }

    void requireWithinWindow(long waitingBytes) {
        require(waitingBytes <= window, "%d bytes wait for the listener", waitingBytes);
    }

    /** The frame of a position has been handed to a connection. */
    void onWritten(long position) {
        require(position <= lastPosition, "position %d is written, and the last is %d", position, lastPosition);
        lastWritten = Math.max(lastWritten, position);
    }

    /** The peer has said exactly how far it has heard: from now on nothing of the stream is unknown. */
    void onTold() {
        told = true;
    }

    boolean isTold() {
        return told;
    }

    void onHeard(Message message) {
        require(message.id() >= 0 && message.id() < texts.size(), "%s was never sent", message);
        Sent sent = texts.get((int) message.id());
        require(sent.text.equals(message.text()), "%s is heard as %s", sent, message);
        require(++sent.heard == 1, "%s is heard twice", sent);
        require(!sent.undelivered, "%s is heard, and its sender was told that it would not be", sent);
        require(message.both() == (sent.via == Via.BOTH), "%s is heard as %s", sent, message);
        require(message.via() == sent.via || sent.via == Via.BOTH, "%s comes by another path", sent);
        if (message.via() == Via.TCP) {
            require(sent.position > lastHeard, "%s is heard after position %d", sent, lastHeard);
            lastHeard = sent.position;
        }
        if (message.both()) {
            happenings.add(message.via() == Via.TCP ? Happening.TCP_WON : Happening.UDP_WON);
        }
    }

    void onReturned(@Nullable Message message) {
        if (message != null) {
            texts.get((int) message.id()).returned = true;
        }
    }

    void onAcknowledged(Sent sent) {
        require(sent.returned || sent.skipped, "%s is acknowledged before its listener has had it", sent);
        requireOneFate(sent);
        require(sent.position == ++lastAcknowledged, "%s is acknowledged out of order", sent);
        sent.acknowledged = true;
        unacknowledgedBytes -= sent.bytes;
    }

    void onUnknown(Sent sent) {
        requireOneFate(sent);
        boolean mayBe = sent.copyGone || (!told && sent.position <= lastWritten);
        require(mayBe, "the fate of %s is not known, and could be", sent);
        sent.unknown = true;
        unacknowledgedBytes -= sent.bytes;
        happenings.add(Happening.UNKNOWN_FATE);
    }

    void onUndelivered(Sent sent) {
        requireOneFate(sent);
        require(sent.heard == 0, "%s is said not to be delivered, and was heard", sent);
        sent.undelivered = true;
        unacknowledgedBytes -= sent.bytes;
        happenings.add(Happening.UNDELIVERED_FATE);
    }

    private void requireOneFate(Sent sent) {
        require(!sent.acknowledged && !sent.unknown && !sent.undelivered, "%s has two fates", sent);
    }

    /** Nothing is on its way: every text of the stream must have arrived and been acknowledged. */
    void judgeAtRest() {
        for (Sent sent : texts) {
            require(sent.heard == 1 || sent.skipped || !sent.isByStream(), "%s was never heard", sent);
            require(sent.acknowledged || !sent.isByStream(), "%s was never acknowledged", sent);
        }
    }

    /** The session is over: every text of the stream has one fate, and what was acknowledged was heard. */
    void judgeAtEnd() {
        for (Sent sent : texts) {
            boolean hasFate = sent.acknowledged || sent.unknown || sent.undelivered;
            require(hasFate || !sent.isByStream(), "%s has no fate", sent);
        }
    }

    /** The text that was sent last, whichever way, must have been heard. */
    void requireHeard(int latest) {
        for (Sent sent : texts.subList(texts.size() - latest, texts.size())) {
            require(sent.heard == 1, "%s was not heard, though the path is up and sound", sent);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
    private void require(boolean condition, String otherwise, Object... arguments) {
        if (!condition) {
            throw new AssertionError(name + ": " + otherwise.formatted(arguments));
        }
    }
}
