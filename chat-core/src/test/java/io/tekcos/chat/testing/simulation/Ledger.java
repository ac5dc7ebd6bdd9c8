package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.wire.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of the texts from one side to the other, and judges: every text of the stream once, acknowledged when it was
 * heard and not before; those by TCP in order; those by UDP at most once; never more than the window.
 */
final class Ledger {

    private final String name;
    private final long window;
    private final Happenings happenings;
    private final boolean keeps;
    private final Happening repetition;
    private final List<Sent> texts = new ArrayList<>();
    private long unacknowledgedBytes;
    private long lastPosition;
    private long lastHeard = -1;
    private long lastAcknowledged;
    private long lastWritten;
    private boolean told;
    private boolean closed;
    private boolean forgetting;
    private long
            takenBefore; // up to here a copy of a text that a failing machine has lost may be taken for another text's
    private boolean lossy; // a machine has failed, and not all is there that it had written
    private int sessions = 1; // of each there may be a window of texts that the listener has yet to hear
    private @Nullable Boolean renewing; // whether the server had said exactly what it had heard
    private int first; // of the texts that were sent in this session
    private @Nullable SessionId session;

    /**
     * Of the texts of a direction.
     *
     * @param keeps whether they stand in an outbox
     * @param repetition what it is when one is heard once more
     */
    Ledger(String name, long window, Happenings happenings, boolean keeps, Happening repetition) {
        this.name = name;
        this.window = window;
        this.happenings = happenings;
        this.keeps = keeps;
        this.repetition = repetition;
    }

    long window() {
        return window;
    }

    /** How many bytes more may be sent. */
    long room() {
        return window - unacknowledgedBytes;
    }

    /** Somebody sends a text: its number is never used again, even if the sender is killed before it is accepted. */
    Sent newText(Via via, String text, int bytes) {
        Sent sent = new Sent(texts.size(), via, text, bytes);
        texts.add(sent);
        return sent;
    }

    /** What the log answered to a text for the stream. */
    void judgeAnswer(Sent sent, long answer) {
        if (answer <= 0) {
            texts.remove(texts.size() - 1);
        }
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
            sent.accepted = true;
            sent.displaced = answer <= takenBefore;
            unacknowledgedBytes += sent.bytes;
        }
    }

    /** What the log of a session answered that has ended, and in whose place there is another. */
    void judgeLateAnswer(long answer) {
        require(answer == Outbound.CLOSED, "the log of a session that has ended answers %d to a text", answer);
        texts.remove(texts.size() - 1);
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
        require(waitingBytes <= sessions * window, "%d bytes wait for the listener", waitingBytes);
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
        require(sent.heard++ == 0 || sent.mayComeAgain || lossy, "%s is heard twice", sent);
        require(!sent.mayComeAgain || message.maybeRepeated(), "%s is heard twice, and nothing says so", sent);
        happenings.addIf(sent.mayComeAgain, repetition);
        sent.mayComeAgain = isLateCopy(sent, message);
        if (sent.mayComeAgain) {
            return;
        }
        require(!sent.undelivered, "%s is heard, and its sender was told that it would not be", sent);
        require(message.both() == (sent.via == Via.BOTH), "%s is heard as %s", sent, message);
        require(message.via() == sent.via || sent.via == Via.BOTH, "%s comes by another path", sent);
        if (message.via() == Via.TCP) {
            require(sent.id > lastHeard, "%s is heard after text %d", sent, lastHeard);
            lastHeard = sent.id;
        }
        if (message.both()) {
            happenings.add(message.via() == Via.TCP ? Happening.TCP_WON : Happening.UDP_WON);
        }
    }

    /** Whether it is a copy of the session before, which the peer has not given up although another has said so. */
    private static boolean isLateCopy(Sent sent, Message message) {
        return sent.copyGone && sent.via == Via.TCP && message.via() == Via.UDP;
    }

    void onReturned(@Nullable Message message) {
        if (message != null) {
            texts.get((int) message.id()).returned = true;
        }
    }

    void onAcknowledged(Sent sent) {
        require(
                sent.returned || sent.skipped || sent.displaced,
                "%s is acknowledged before its listener has had it",
                sent);
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
        sent.excused |= forgetting;
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

    /** A session with an outbox has ended here. */
    void onKept(Sent sent) {
        requireOneFate(sent);
        require(keeps, "%s is kept, and there is no outbox", sent);
        sent.kept = true;
        unacknowledgedBytes -= sent.bytes;
        happenings.add(Happening.KEPT_FATE);
    }

    private void requireOneFate(Sent sent) {
        require(!sent.hasFate(), "%s has two fates", sent);
    }

    /** The sender will say of all that is not acknowledged that it is unknown, or be killed while it does. */
    void onForgetting() {
        forgetting = true;
    }

    /** The sender has begun a session. */
    void onBegun(SessionId newSession) {
        session = newSession;
    }

    /** The server has what a failing machine has left here, and more, and its listener will hear it. */
    void onArrived(List<byte[]> frames) {
        for (byte[] frame : frames) {
            Sent sent = sentAs(frame);
            sent.excused = true;
            unacknowledgedBytes -= sent.bytes;
        }
    }

    /** The server has ended the session, and says that it had heard these. */
    void onDelivered(List<byte[]> frames) {
        frames.stream().map(this::sentAs).forEach(this::onAcknowledged);
    }

    /** The server has forgotten the session, and with it these; the sender begins another. */
    void onUnknown(List<byte[]> frames, SessionId newSession) {
        frames.stream().map(this::sentAs).forEach(this::onUnknown);
        onRenewed(newSession, true);
    }

    /** The sender will go on as another session, or be killed while it begins it. */
    void onRenewing(boolean exact) {
        renewing = exact;
    }

    /** The sender goes on as another session, with what is left. */
    void onRenewed(SessionId newSession, boolean exact) {
        session = newSession;
        List<Sent> left = texts.stream().filter(Sent::isWaiting).toList();
        left.forEach(sent -> sent.redirect(exact));
        takenBefore = 0;
        takePositions(left, 0);
        lastWritten = 0;
    }

    /** The sender's process was killed; the next has found this in its journal. */
    void onRestored(SessionId itsSession, long acknowledged, List<byte[]> frames, boolean maySomeBeLost) {
        List<Sent> found = frames.stream().map(this::sentAs).toList();
        found.forEach(Sent::restore);
        lossy |= maySomeBeLost;
        if (renewing != null && !itsSession.equals(session)) {
            boolean exact = renewing;
            found.forEach(sent -> sent.redirect(exact));
            takenBefore = 0;
        }
        Set<Sent> kept = new HashSet<>(found);
        for (Sent sent : texts) {
            if (sent.isWaiting() && !kept.contains(sent)) {
                require(sent.returned || forgetting || maySomeBeLost, "%s was accepted, and is not kept", sent);
                sent.excused = true;
                takenBefore = sent.copyGone ? Math.max(takenBefore, sent.position) : takenBefore;
            }
        }
        boolean goesOn = itsSession.equals(session) && !maySomeBeLost;
        for (int i = 0; i < found.size(); i++) {
            Sent sent = found.get(i);
            long before = sent.position;
            boolean same = before == 0 || before == acknowledged + 1 + i;
            require(!goesOn || same, "%s is kept at place %d after %d", sent, i, acknowledged);
        }
        session = itsSession;
        takePositions(found, acknowledged);
        lastWritten = lastPosition;
        happenings.addIf(!found.isEmpty(), Happening.RESTORED_TEXTS);
    }

    /** The text that a frame brings. */
    Sent sentAs(byte[] frame) {
        long id = Text.idOf(frame);
        require(id >= 0 && id < texts.size(), "text %d is kept, and was never sent", id);
        return texts.get((int) id);
    }

    /** What is left has these positions from now on. */
    private void takePositions(List<Sent> left, long after) {
        forgetting = false;
        renewing = null;
        told = false;
        closed = false;
        lastPosition = after;
        lastAcknowledged = after;
        unacknowledgedBytes = 0;
        long lastId = -1;
        for (Sent sent : left) {
            require(sent.id > lastId, "%s is kept out of order", sent);
            lastId = sent.id;
            sent.accepted = true;
            sent.position = ++lastPosition;
            unacknowledgedBytes += sent.bytes;
        }
    }

    /** The sender is no more, and has kept nothing. */
    void onSenderGone() {
        for (Sent sent : texts) {
            sent.excused |= !sent.acknowledged;
        }
        first = texts.size();
        sessions++;
        takePositions(List.of(), 0);
        lastWritten = 0;
    }

    /** Another listens, who may have less than the one before. */
    void onOtherListener() {
        lastHeard = -1;
    }

    /** Who listens was killed; the next knows that everything up to a position was heard, of the session that the sender has. */
    void onListenerRestored(long received, boolean maySomeBeLost) {
        for (Sent sent : texts.subList(first, texts.size())) {
            if (sent.position > received) {
                require(!sent.acknowledged || maySomeBeLost, "%s was acknowledged, and is not noted down", sent);
                sent.mayComeAgain = sent.heard > 0;
            } else if (sent.position > 0) {
                require(sent.heard > 0 || sent.skipped, "%s is noted down, and was not heard", sent);
            }
        }
    }

    /** Nothing is on its way: every text of the stream must have arrived and been acknowledged. */
    void judgeAtRest() {
        for (Sent sent : texts) {
            boolean isDue = sent.isDue() && !sent.excused;
            require(!isDue || sent.heard > 0 || sent.skipped || sent.displaced, "%s was never heard", sent);
            require(!isDue || sent.acknowledged, "%s was never acknowledged", sent);
        }
    }

    /** The session is over: every text of the stream has one fate, and what was acknowledged was heard. */
    void judgeAtEnd() {
        for (Sent sent : texts) {
            require(sent.hasFate() || sent.excused || !sent.isDue(), "%s has no fate", sent);
        }
    }

    /** The text that was sent last, whichever way, must have been heard. */
    void requireHeard(int latest) {
        for (Sent sent : texts.subList(texts.size() - latest, texts.size())) {
            require(sent.heard == 1 || sent.displaced, "%s was not heard, though the path is up and sound", sent);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
    private void require(boolean condition, String otherwise, Object... arguments) {
        if (!condition) {
            throw new AssertionError(name + ": " + otherwise.formatted(arguments));
        }
    }
}
