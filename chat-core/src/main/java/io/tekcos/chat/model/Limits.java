package io.tekcos.chat.model;

import java.time.Duration;

/**
 * Every bound of the library, in one place. {@link #DEFAULTS} suits a program on a LAN; {@link #builder()} starts from it. A
 * value out of its range is an {@link IllegalArgumentException}.
 *
 * @param sessions how many sessions a server holds at once, 1 or more; at the bound it stops accepting (default 20,000)
 * @param halfOpen how many connections may be in the handshake at once, 1 or more (default 1,024)
 * @param halfOpenPerAddress the same for one IPv4 address or one IPv6 /64, 1 or more (default 64)
 * @param handshake how long a connection may take from its start to the end of the handshake, up to an hour (default 5 s)
 * @param window how many bytes of sequenced frames this side accepts, and keeps, unacknowledged: {@link #MIN_WINDOW} to
 *     {@link #MAX_WINDOW} (default 1 MiB). What this side sends is bounded by the peer's window, but never by more than
 *     this one. With a {@linkplain Peer#seedPeer() seed peer}: how much may wait for the network, and for the listener
 * @param waitingDatagrams how many texts that came by UDP may wait for a slow listener, and how many may wait to be
 *     sent, 1 or more (default 4,096)
 * @param drain how long a goodbye may take before the connection is cut, up to an hour (default 5 s)
 * @param resume how long a client tries to come back to a session whose connection is lost, up to a day; a server waits 30 s
 *     longer than that. Zero: a session ends with its connection (default 2 min)
 * @param detached how many sessions without a connection a server keeps, 1 or more; with one more, the one that has waited
 *     longest is ended (default 4,096). Each may hold a whole window of texts
 * @param tombstones of how many ended sessions a server remembers how far they had come, 1 or more (default 10,000); none
 *     longer than {@link #TOMBSTONE_LIFE}
 */
public record Limits(
        int sessions,
        int halfOpen,
        int halfOpenPerAddress,
        Duration handshake,
        int window,
        int waitingDatagrams,
        Duration drain,
        Duration resume,
        int detached,
        int tombstones) {

    /** The longest text, in bytes of UTF-8: 64 KiB. */
    public static final int MAX_TEXT_BYTES = 64 * 1024;

    /** The longest text that travels by UDP, in bytes of UTF-8. */
    public static final int MAX_DATAGRAM_TEXT_BYTES = 1154;

    /** The longest text of which a copy travels by UDP when it is sent by {@link Via#BOTH}, in bytes of UTF-8. */
    public static final int MAX_COPY_TEXT_BYTES = 1146;

    /** The longest text that travels by UDP to a {@linkplain Peer#seedPeer() seed peer}, in bytes of UTF-8. */
    public static final int MAX_SEED_DATAGRAM_TEXT_BYTES = 1024;

    /** The longest datagram, in bytes of UDP payload. */
    public static final int MAX_DATAGRAM_BYTES = 1200;

    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 128;

    /** The smallest window: 128 KiB, so that one text of any permitted size fits. */
    public static final int MIN_WINDOW = 128 * 1024;

    /** The largest window: 1 GiB. */
    public static final int MAX_WINDOW = 1024 * 1024 * 1024;

    /** How long a server remembers an ended session: a day. */
    public static final Duration TOMBSTONE_LIFE = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_RESUME = Duration.ofDays(1);

    /** The defaults named at each component. */
    public static final Limits DEFAULTS = new Limits(
            20_000,
            1_024,
            64,
            Duration.ofSeconds(5),
            1024 * 1024,
            4_096,
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            4_096,
            10_000);

    /**
     * Checks the ranges that the components name.
     *
     * @param sessions see the component
     * @param halfOpen see the component
     * @param halfOpenPerAddress see the component
     * @param handshake see the component
     * @param window see the component
     * @param waitingDatagrams see the component
     * @param drain see the component
     * @param resume see the component
     * @param detached see the component
     * @param tombstones see the component
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Limits {
        requireAtLeastOne("sessions", sessions);
        requireAtLeastOne("halfOpen", halfOpen);
        requireAtLeastOne("halfOpenPerAddress", halfOpenPerAddress);
        requireTimeLimit("handshake", handshake);
        if (window < MIN_WINDOW || window > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "window must be " + MIN_WINDOW + " to " + MAX_WINDOW + " bytes, but is " + window);
        }
        requireAtLeastOne("waitingDatagrams", waitingDatagrams);
        requireTimeLimit("drain", drain);
        if (resume.isNegative() || resume.compareTo(LONGEST_RESUME) > 0) {
            throw new IllegalArgumentException("resume must be zero to one day, but is " + resume);
        }
        requireAtLeastOne("detached", detached);
        requireAtLeastOne("tombstones", tombstones);
    }

    /**
     * A builder that starts from {@link #DEFAULTS}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, but is " + value);
        }
    }

    private static void requireTimeLimit(String name, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be positive and one hour at most, but is " + value);
        }
    }

    /** Collects limits; not safe for use by several threads. */
    public static final class Builder {

        private int sessions = DEFAULTS.sessions;
        private int halfOpen = DEFAULTS.halfOpen;
        private int halfOpenPerAddress = DEFAULTS.halfOpenPerAddress;
        private Duration handshake = DEFAULTS.handshake;
        private int window = DEFAULTS.window;
        private int waitingDatagrams = DEFAULTS.waitingDatagrams;
        private Duration drain = DEFAULTS.drain;
        private Duration resume = DEFAULTS.resume;
        private int detached = DEFAULTS.detached;
        private int tombstones = DEFAULTS.tombstones;

        private Builder() {}

        /**
         * Sets {@link Limits#sessions()}.
         *
         * @param sessions 1 or more
         * @return this builder
         */
        public Builder sessions(int sessions) {
            this.sessions = sessions;
            return this;
        }

        /**
         * Sets {@link Limits#halfOpen()}.
         *
         * @param halfOpen 1 or more
         * @return this builder
         */
        public Builder halfOpen(int halfOpen) {
            this.halfOpen = halfOpen;
            return this;
        }

        /**
         * Sets {@link Limits#halfOpenPerAddress()}.
         *
         * @param halfOpenPerAddress 1 or more
         * @return this builder
         */
        public Builder halfOpenPerAddress(int halfOpenPerAddress) {
            this.halfOpenPerAddress = halfOpenPerAddress;
            return this;
        }

        /**
         * Sets {@link Limits#handshake()}.
         *
         * @param handshake positive, one hour at most
         * @return this builder
         */
        public Builder handshake(Duration handshake) {
            this.handshake = handshake;
            return this;
        }

        /**
         * Sets {@link Limits#window()}.
         *
         * @param window bytes, {@link Limits#MIN_WINDOW} to {@link Limits#MAX_WINDOW}
         * @return this builder
         */
        public Builder window(int window) {
            this.window = window;
            return this;
        }

        /**
         * Sets {@link Limits#waitingDatagrams()}.
         *
         * @param waitingDatagrams 1 or more
         * @return this builder
         */
        public Builder waitingDatagrams(int waitingDatagrams) {
            this.waitingDatagrams = waitingDatagrams;
            return this;
        }

        /**
         * Sets {@link Limits#drain()}.
         *
         * @param drain positive, one hour at most
         * @return this builder
         */
        public Builder drain(Duration drain) {
            this.drain = drain;
            return this;
        }

        /**
         * Sets {@link Limits#resume()}.
         *
         * @param resume zero to one day
         * @return this builder
         */
        public Builder resume(Duration resume) {
            this.resume = resume;
            return this;
        }

        /**
         * Sets {@link Limits#detached()}.
         *
         * @param detached 1 or more
         * @return this builder
         */
        public Builder detached(int detached) {
            this.detached = detached;
            return this;
        }

        /**
         * Sets {@link Limits#tombstones()}.
         *
         * @param tombstones 1 or more
         * @return this builder
         */
        public Builder tombstones(int tombstones) {
            this.tombstones = tombstones;
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Limits build() {
            return new Limits(
                    sessions,
                    halfOpen,
                    halfOpenPerAddress,
                    handshake,
                    window,
                    waitingDatagrams,
                    drain,
                    resume,
                    detached,
                    tombstones);
        }
    }
}
