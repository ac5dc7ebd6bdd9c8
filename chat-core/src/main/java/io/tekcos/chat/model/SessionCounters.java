package io.tekcos.chat.model;

import java.util.Map;

/**
 * What a session has counted since it began. One immutable snapshot; the numbers in it were read one after the other.
 *
 * @param tcp the stream
 * @param udp the datagrams
 * @param unacknowledgedBytes how many bytes of sent sequenced frames the peer has not acknowledged: the depth of the
 *     replay buffer, never above the window
 */
public record SessionCounters(Tcp tcp, Udp udp, long unacknowledgedBytes) {

    /**
     * The stream's counters.
     *
     * @param textsSent texts accepted for the stream
     * @param textsAcknowledged those of them the peer's listener has had
     * @param textsReceived texts that came by the stream
     * @param bytesSent bytes of frames written
     * @param bytesReceived bytes of frames read
     */
    public record Tcp(long textsSent, long textsAcknowledged, long textsReceived, long bytesSent, long bytesReceived) {}

    /**
     * The datagram path's counters.
     *
     * @param textsSent texts sent as datagrams
     * @param textsReceived texts that came as datagrams
     * @param datagramsSent datagrams of any type that were handed to the socket
     * @param datagramsReceived datagrams of any type that were accepted
     * @param sendFailures datagrams the socket did not take, or answered with an error such as "port unreachable"
     * @param fallbacks texts meant for UDP that travelled by TCP
     * @param dropped datagrams dropped, by reason; a reason that never occurred is absent
     */
    public record Udp(
            long textsSent,
            long textsReceived,
            long datagramsSent,
            long datagramsReceived,
            long sendFailures,
            long fallbacks,
            Map<DropReason, Long> dropped) {}
}
