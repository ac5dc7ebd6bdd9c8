package io.tekcos.chat.model;

import java.net.InetSocketAddress;

/**
 * The program at the other end of a session.
 *
 * @param name the name it gave itself: 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, without control characters; of a seed
 *     peer, which gives none, its IP address as text
 * @param address the address its TCP connection comes from or goes to
 * @param seedPeer whether it is the program that this library grew from, or one that speaks as it does: texts as bare bytes,
 *     without receipts or signs of life
 */
public record Peer(String name, InetSocketAddress address, boolean seedPeer) {}
