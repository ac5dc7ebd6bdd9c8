package io.tekcos.chat.model;

import java.util.Objects;

/**
 * One thing that an {@link Impairment} did. Delay, jitter and a limited rate alone are not faults; whatever loses, doubles,
 * overtakes, holds up or cuts is one.
 *
 * @param via the path: datagrams ({@link Via#UDP}) or the stream ({@link Via#TCP})
 * @param direction which way the bytes went
 * @param kind what was done
 * @param index for a datagram, which one of its direction it was since the impairment began, from 1; for the stream, how
 *     many bytes of its direction came before
 * @param bytes the size of the datagram or of the part of the stream it was done to; 0 for a connection cut
 * @param number the number in the header of a datagram of this protocol, read as unsigned: bytes 9 to 16, big-endian; 0 if
 *     the datagram is shorter than 17 bytes, and for the stream
 */
public record Fault(Via via, Direction direction, Kind kind, long index, int bytes, long number) {

    /** The way bytes go, seen from the side that is impaired. */
    public enum Direction {
        /** From the peer. */
        IN,
        /** To the peer. */
        OUT
    }

    /** What can be done to a datagram or to the stream. A datagram has one kind of loss at most. */
    public enum Kind {
        /** Lost by chance, each datagram for itself. */
        LOST(true),
        /** Lost as one of a burst. */
        BURST_LOST(true),
        /** Lost because it came while the path was cut. */
        CUT(true),
        /** Lost because the queue before the limited rate was full. */
        RATE_LOST(true),
        /** Lost because too much was on its way to keep it all in memory. */
        OVERFLOWED(true),
        /** Lost because the channel closed while it was on its way. */
        UNDELIVERED(true),
        /** Overtaken by at least one later datagram; entered when it was handed on at last. */
        REORDERED(false),
        /** Handed on a second time; entered when that happened. */
        DUPLICATED(false),
        /** A part of the stream that was held up by a stall. */
        STALLED(false),
        /** The connection was cut: the bytes up to the index were handed on, none after. */
        CONNECTION_CUT(false);

        private final boolean loss;

        Kind(boolean loss) {
            this.loss = loss;
        }

        /**
         * Whether the datagram was never handed on.
         *
         * @return true for the kinds of loss
         */
        public boolean isLoss() {
            return loss;
        }
    }

    /**
     * A fault.
     *
     * @param via see the component
     * @param direction see the component
     * @param kind see the component
     * @param index see the component
     * @param bytes see the component
     * @param number see the component
     */
    public Fault {
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(kind, "kind");
    }
}
