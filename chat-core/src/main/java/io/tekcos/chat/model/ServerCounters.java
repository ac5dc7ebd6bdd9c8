package io.tekcos.chat.model;

import java.util.Map;

/**
 * What a server has counted since it began. One immutable snapshot; the numbers in it were read one after the other.
 *
 * @param sessionsOpen sessions running now
 * @param sessionsDetached those of them that wait for their clients to come back
 * @param sessionsOpened sessions ever begun
 * @param resumes how often a client has come back to its session
 * @param tombstones ended sessions of which the server still knows how far they had come
 * @param halfOpen connections in the handshake now
 * @param refused connections refused, by code; a code that never occurred is absent
 * @param strangers connections that spoke something else, by the name of it ("HTTP", "TLS", "unrecognised bytes", ...)
 * @param vanished connections that ended by themselves before the handshake was over
 * @param droppedDatagrams datagrams that belong to no session, dropped, by reason; a session counts its own
 */
public record ServerCounters(
        int sessionsOpen,
        int sessionsDetached,
        long sessionsOpened,
        long resumes,
        int tombstones,
        int halfOpen,
        Map<RefusalCode, Long> refused,
        Map<String, Long> strangers,
        long vanished,
        Map<DropReason, Long> droppedDatagrams) {}
