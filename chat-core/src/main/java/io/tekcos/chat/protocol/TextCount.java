package io.tekcos.chat.protocol;

import java.util.ArrayDeque;

/**
 * How many texts a log has taken, and how many of them are acknowledged, in this session and those that it took the place of:
 * positions, but for those of frames that are no texts. Whoever uses it holds the log's lock.
 */
final class TextCount {

    private final ArrayDeque<Long> notices = new ArrayDeque<>(0); // positions of frames that are no texts
    private long acknowledgedNotices;
    private long before; // of sessions that this one took the place of
    private long acknowledgedBefore;

    /** The frame of a position is no text. */
    void addNotice(long position) {
        notices.add(position);
    }

    void onAcknowledged(long position) {
        for (Long first = notices.peek(); first != null && first <= position; first = notices.peek()) {
            notices.remove();
            acknowledgedNotices++;
        }
    }

    /**
     * Another session begins, in which the positions begin anew after one of this, and the peer has had so many. What follows and
     * is no text is gone.
     */
    void beginAnew(long from, long had) {
        before += from - noticesUpTo(from);
        acknowledgedBefore += had - noticesUpTo(had);
        notices.clear();
        acknowledgedNotices = 0;
    }

    private long noticesUpTo(long position) {
        return acknowledgedNotices
                + notices.stream().filter(notice -> notice <= position).count();
    }

    /** How many texts there are up to the last position. */
    long upTo(long last) {
        return before + last - acknowledgedNotices - notices.size();
    }

    /** How many of them are acknowledged, which are those up to a position. */
    long acknowledgedUpTo(long position) {
        return acknowledgedBefore + position - acknowledgedNotices;
    }
}
