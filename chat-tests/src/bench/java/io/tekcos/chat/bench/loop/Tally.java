package io.tekcos.chat.bench.loop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one end has seen since it was opened: how many texts, how often each number, and a checksum over the numbers in
 * their order. One thread enters; others may read {@link #count()} at any time and the rest once it stands still.
 */
final class Tally {

    private final long[] timesSeen = new long[Texts.NUMBERS];
    private final AtomicLong published = new AtomicLong();
    private long count;
    private long checksum;

    void enter(String text) {
        int number = Texts.numberOf(text);
        timesSeen[number]++;
        checksum = checksum * 31 + number;
        published.setRelease(++count);
    }

    long count() {
        return published.getAcquire();
    }

    /** Throws unless {@code arrived} has the very texts of this tally in their order. */
    void requireSame(Tally arrived) {
        if (count() != arrived.count() || checksum != arrived.checksum) {
            throw new MiscountException(String.format(
                    "sent %d texts (checksum %x), arrived %d (checksum %x)",
                    count(), checksum, arrived.count(), arrived.checksum));
        }
    }

    /** How many of this tally's texts are not in {@code arrived}; throws if that has one which was never sent. */
    long lostBefore(Tally arrived) {
        long lost = count() - arrived.count();
        for (int number = 0; number < Texts.NUMBERS; number++) {
            if (arrived.timesSeen[number] > timesSeen[number]) {
                throw new MiscountException(String.format(
                        "text %d was sent %d times, and arrived %d times",
                        number, timesSeen[number], arrived.timesSeen[number]));
            }
        }
        return lost;
    }
}
