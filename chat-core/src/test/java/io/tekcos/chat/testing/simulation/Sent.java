package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Via;

/** A text that a side has sent, and what became of it. */
final class Sent {

    final long id;
    final Via via;
    final String text;
    final int bytes;

    /** In the stream; 0 for a text that travels by UDP alone. */
    long position;

    int heard;
    boolean returned;
    boolean acknowledged;
    boolean unknown;
    boolean undelivered;

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

    @Override
    public String toString() {
        return via + " text " + id + (position > 0 ? " at position " + position : "");
    }
}
