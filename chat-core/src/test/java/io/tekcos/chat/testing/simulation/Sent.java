package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Via;

/** A text that a side has sent, and what became of it. */
final class Sent {

    final long id;

    /** How it travels; TCP, if by another session than it was sent in. */
    Via via;

    final String text;
    final int bytes;

    /** In the stream; 0 for a text that travels by UDP alone. */
    long position;

    int heard;
    boolean returned;
    boolean acknowledged;
    boolean unknown;
    boolean undelivered;

    /** Its session has ended here, and it goes on when another process begins. */
    boolean kept;

    /** The log has taken it. */
    boolean accepted;

    /** It may be that nobody hears of it: its sender was killed, or the server had forgotten it, as far as that may be. */
    boolean excused;

    /** It has the place of a text that a failing machine has lost, and may be taken for that one's second copy. */
    boolean displaced;

    /** It was heard, and may be heard once more. */
    boolean mayComeAgain;

    /** A copy of it has left by UDP. */
    boolean copyGone;

    /** A frame of a kind that the peer does not know: nobody hears it, but it counts. */
    boolean skipped;

    Sent(long id, Via via, String text, int bytes) {
        this.id = id;
        this.via = via;
        this.text = text;
        this.bytes = bytes;
    }

    boolean isByStream() {
        return via != Via.UDP;
    }

    /** Whether the log took it, so that it must have a fate. */
    boolean isDue() {
        return isByStream() && accepted;
    }

    /** Whether nobody has said yet what became of it. */
    boolean isWaiting() {
        return isDue() && !hasFate() && !excused;
    }

    boolean hasFate() {
        return acknowledged || unknown || undelivered || kept;
    }

    /**
     * It goes on in another session.
     *
     * @param exact whether the server had said exactly what it had heard in the one before
     */
    void redirect(boolean exact) {
        mayComeAgain |= heard > 0 && (copyGone || !exact); // and it stays so until it has come
        via = Via.TCP;
    }

    /** Another process has found it in the outbox, and knows nothing else of it. */
    void restore() {
        acknowledged = false;
        unknown = false;
        kept = false;
        excused = false;
    }

    @Override
    public String toString() {
        return via + " text " + id + (position > 0 ? " at position " + position : "");
    }
}
