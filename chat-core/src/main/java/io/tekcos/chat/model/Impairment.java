package io.tekcos.chat.model;

import io.tekcos.chat.model.Fault.Direction;
import java.time.Duration;
import java.util.Objects;

/**
 * A bad network on purpose: what is done to each path in each direction. The same impairment does the same to the same input:
 * all chance comes from {@link #seed()}, apart for each direction and each kind of fault, so that switching one kind on
 * leaves the others as they were.
 *
 * <p>The text form, which {@link #parse} reads and {@link #spec()} writes, is a list with commas of
 * {@code [udp.|tcp.][in.|out.]KEY=VALUE}; without a path it means UDP, without a direction both.
 *
 * <pre>
 *  udp   loss=5%      burst=1%:20 (begins at 1 % of the datagrams, loses 20)   delay=50ms   jitter=10ms
 *        reorder=2%   dup=1%      rate=1M (bytes a second)                     cut=5s:10s (after 5 s, for 10 s)
 *  tcp   delay=50ms   rate=64Ki   stall=5s:2s (after 5 s, for 2 s)             cut=1M (after so many bytes)
 *  both  seed=7
 * </pre>
 *
 * <p>Sizes and rates are whole numbers with K, M, G (powers of ten) or Ki, Mi, Gi, each with or without B; durations end in
 * ms, s or m; percentages in %.
 *
 * @param seed where all chance comes from (default 0)
 * @param udpIn what is done to datagrams from the peer (default nothing)
 * @param udpOut what is done to datagrams to the peer (default nothing)
 * @param tcpIn what is done to the stream from the peer (default nothing)
 * @param tcpOut what is done to the stream to the peer (default nothing)
 */
public record Impairment(long seed, Datagrams udpIn, Datagrams udpOut, Stream tcpIn, Stream tcpOut) {

    /** The longest duration that any part may have: one day. */
    public static final Duration LONGEST = Ranges.LONGEST;

    /** The longest {@link Burst}, in datagrams. */
    public static final int LONGEST_BURST = 1_000_000;

    /** Nothing is done. */
    public static final Impairment NONE =
            new Impairment(0, Datagrams.UNIMPAIRED, Datagrams.UNIMPAIRED, Stream.UNIMPAIRED, Stream.UNIMPAIRED);

    /**
     * An impairment of all four.
     *
     * @param seed see the component
     * @param udpIn see the component
     * @param udpOut see the component
     * @param tcpIn see the component
     * @param tcpOut see the component
     */
    public Impairment {
        Objects.requireNonNull(udpIn, "udpIn");
        Objects.requireNonNull(udpOut, "udpOut");
        Objects.requireNonNull(tcpIn, "tcpIn");
        Objects.requireNonNull(tcpOut, "tcpOut");
    }

    /**
     * Reads the text form.
     *
     * @param spec such as {@code loss=5%,out.delay=50ms,tcp.cut=1M,seed=7}
     * @return what it says
     * @throws IllegalArgumentException if it is not of that form; the message says what is wrong and what to write instead
     */
    public static Impairment parse(String spec) {
        return new ImpairmentParser().parse(spec);
    }

    /**
     * Writes the text form.
     *
     * @return a text from which {@link #parse} gives an equal impairment
     */
    public String spec() {
        return new ImpairmentWriter().write(this);
    }

    /**
     * What is done to datagrams.
     *
     * @param direction which way
     * @return {@link #udpIn()} or {@link #udpOut()}
     */
    public Datagrams datagrams(Direction direction) {
        return direction == Direction.IN ? udpIn : udpOut;
    }

    /**
     * What is done to the stream.
     *
     * @param direction which way
     * @return {@link #tcpIn()} or {@link #tcpOut()}
     */
    public Stream stream(Direction direction) {
        return direction == Direction.IN ? tcpIn : tcpOut;
    }

    /** The same as {@link #spec()}. */
    @Override
    public String toString() {
        return spec();
    }

    /**
     * What is done to the datagrams of one direction. Loss, bursts and the cut come before the limited rate, which comes
     * before delay, reordering and duplication.
     *
     * @param loss the probability that a datagram is lost, 0 to 1 (default 0)
     * @param burst losses of several datagrams in a row (default {@link Burst#NONE})
     * @param delay how long a datagram is on its way, up to {@link #LONGEST} (default 0)
     * @param jitter how far the delay may differ from that, evenly, to either side but never below 0, up to {@link #LONGEST}
     *     (default 0); it does not reorder: a datagram that would overtake waits for the one before
     * @param reorder the probability that a datagram is held back, 0 to 1 (default 0): until 1 to 3 later ones have
     *     overtaken it, or for 50 ms if there are too few
     * @param duplicate the probability that a datagram is handed on a second time, 5 ms after the first, 0 to 1 (default 0)
     * @param rate how many bytes pass in a second; 0 for no limit (default 0). A datagram that would wait longer than 200 ms
     *     in a queue of more than 64 KiB is lost
     * @param cut when the path loses everything, from the start of the impairment (default {@link Interval#NEVER})
     */
    public record Datagrams(
            double loss,
            Burst burst,
            Duration delay,
            Duration jitter,
            double reorder,
            double duplicate,
            long rate,
            Interval cut) {

        /** Nothing is done. */
        public static final Datagrams UNIMPAIRED =
                new Datagrams(0, Burst.NONE, Duration.ZERO, Duration.ZERO, 0, 0, 0, Interval.NEVER);

        /**
         * Checks the ranges that the components name.
         *
         * @param loss see the component
         * @param burst see the component
         * @param delay see the component
         * @param jitter see the component
         * @param reorder see the component
         * @param duplicate see the component
         * @param rate see the component
         * @param cut see the component
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Datagrams {
            Ranges.requireProbability("loss", loss);
            Objects.requireNonNull(burst, "burst");
            Ranges.requireDuration("delay", delay);
            Ranges.requireDuration("jitter", jitter);
            Ranges.requireProbability("reorder", reorder);
            Ranges.requireProbability("duplicate", duplicate);
            Ranges.requireNotNegative("rate", rate);
            Objects.requireNonNull(cut, "cut");
        }
    }

    /**
     * What is done to the stream of one direction. No byte is lost or overtakes another.
     *
     * @param delay how long each byte is on its way, up to {@link #LONGEST} (default 0)
     * @param rate how many bytes pass in a second; 0 for no limit (default 0)
     * @param stall when nothing passes, from the start of the impairment (default {@link Interval#NEVER}); what was due then
     *     passes at its end
     * @param cut after how many bytes the connection is closed without a word; 0 for never (default 0)
     */
    public record Stream(Duration delay, long rate, Interval stall, long cut) {

        /** Nothing is done. */
        public static final Stream UNIMPAIRED = new Stream(Duration.ZERO, 0, Interval.NEVER, 0);

        /**
         * Checks the ranges that the components name.
         *
         * @param delay see the component
         * @param rate see the component
         * @param stall see the component
         * @param cut see the component
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Stream {
            Ranges.requireDuration("delay", delay);
            Ranges.requireNotNegative("rate", rate);
            Objects.requireNonNull(stall, "stall");
            Ranges.requireNotNegative("cut", cut);
        }
    }

    /**
     * Losses in a row.
     *
     * @param probability that a burst begins at a datagram, 0 to 1; within a burst none begins
     * @param length how many datagrams it loses, that one included: 1 to {@link #LONGEST_BURST}
     */
    public record Burst(double probability, int length) {

        /** No bursts. */
        public static final Burst NONE = new Burst(0, 1);

        /**
         * Checks the ranges that the components name.
         *
         * @param probability see the component
         * @param length see the component
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Burst {
            Ranges.requireProbability("burst", probability);
            if (length < 1 || length > LONGEST_BURST) {
                throw new IllegalArgumentException(
                        "a burst must be 1 to " + LONGEST_BURST + " datagrams long, but is " + length);
            }
        }
    }

    /**
     * A time in the life of an impairment.
     *
     * @param start when it begins, from the start of the impairment, up to {@link #LONGEST}
     * @param length how long it lasts, up to {@link #LONGEST}; if 0, it never is
     */
    public record Interval(Duration start, Duration length) {

        /** No time at all. */
        public static final Interval NEVER = new Interval(Duration.ZERO, Duration.ZERO);

        /**
         * Checks the ranges that the components name.
         *
         * @param start see the component
         * @param length see the component
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Interval {
            Ranges.requireDuration("start", start);
            Ranges.requireDuration("length", length);
        }
    }
}
