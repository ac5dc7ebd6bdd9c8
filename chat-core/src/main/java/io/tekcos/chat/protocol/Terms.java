package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.PeerLimits;

/**
 * What the handshake has settled.
 *
 * @param session the session's name
 * @param secret what proves that a datagram is the session's
 * @param datagramId names the session in datagrams as long as this connection lives
 * @param udpPort where the server's datagrams go; 0 if it has no UDP path
 * @param peerName what the other side calls itself
 * @param peerLimits what it accepts
 */
public record Terms(
        SessionId session, Bytes32 secret, long datagramId, int udpPort, String peerName, PeerLimits peerLimits) {}
