package io.tekcos.chat.model;

import java.time.Duration;
import java.util.Map;

/**
 * What a session has counted since it began. One immutable snapshot; the numbers in it were read one after the other.
 *
 * @param tcp the stream
 * @param udp the datagrams
 * @param both the texts that were sent by both
 * @param unacknowledgedBytes how many bytes of sequenced frames wait for the peer's acknowledgement: the depth of the replay
 *     buffer, above the window only where the session goes on with a peer whose window is smaller. For a
 *     {@linkplain Peer#seedPeer() seed peer}, which acknowledges nothing: how many the network has not taken, with a little
 *     more for each text
 * @param resumes how often another connection has taken the place of a lost one
 * @param framesRepeated how many frames were sent again because of that
 */
public record SessionCounters(
        Tcp tcp, Udp udp, Both both, long unacknowledgedBytes, long resumes, long framesRepeated) {

    /**
     * The stream's counters.
     *
     * @param textsSent texts accepted for the stream
     * @param textsAcknowledged those of them the peer's listener has had
     * @param textsReceived texts that came by the stream, and by no datagram before
     * @param bytesSent bytes of frames written
     * @param bytesReceived bytes of frames read
     * @param roundTrip how long an answer takes on it
     */
    public record Tcp(
            long textsSent,
            long textsAcknowledged,
            long textsReceived,
            long bytesSent,
            long bytesReceived,
            RoundTrip roundTrip) {}

    /**
     * The datagram path's counters.
     *
     * @param textsSent texts sent as datagrams
     * @param textsReceived texts that came as datagrams, and not by the stream before
     * @param datagramsSent datagrams of any type that were handed to the socket
     * @param datagramsReceived datagrams of any type that were accepted
     * @param sendFailures datagrams the socket did not take, or answered with an error such as "port unreachable"
     * @param fallbacks texts meant for UDP, or for both, that travelled by TCP alone
     * @param arrivals what the numbers of the peer's datagrams tell
     * @param dropped datagrams dropped, by reason; a reason that never occurred is absent
     * @param roundTrip how long an answer takes on it
     */
    public record Udp(
            long textsSent,
            long textsReceived,
            long datagramsSent,
            long datagramsReceived,
            long sendFailures,
            long fallbacks,
            Arrivals arrivals,
            Map<DropReason, Long> dropped,
            RoundTrip roundTrip) {}

    /**
     * What the numbers of the peer's datagrams tell; at a server, since its client's address was bound or has moved.
     * Duplicates, and datagrams too old or too far ahead, are among {@link Udp#dropped()}.
     *
     * @param lost numbers that have not come, though one has that is 3 or more greater (the packet threshold of RFC 9002,
     *     section 6.1.1); one forged number can add up to 2^24
     * @param late numbers that had been counted as lost and came after all; they are no longer among the lost
     * @param reordered numbers that came after a greater one (RFC 4737, section 3), the late ones included
     */
    public record Arrivals(long lost, long late, long reordered) {}

    /**
     * The texts that were sent by {@link Via#BOTH}.
     *
     * @param textsSent texts sent by both paths
     * @param tcpFirst texts received whose copy by TCP came first, or alone
     * @param udpFirst texts received whose copy by UDP came first
     */
    public record Both(long textsSent, First tcpFirst, First udpFirst) {}

    /**
     * How often a path was the first, and by how much.
     *
     * @param texts how often
     * @param measured how many of the other copies have come, which the times are of
     * @param mean how far behind they were on average
     * @param longest how far behind the slowest was
     */
    public record First(long texts, long measured, Duration mean, Duration longest) {}
}
