package io.tekcos.chat.model;

import java.net.InetSocketAddress;

/**
 * The program at the other end of a session.
 *
 * @param name the name it gave itself: 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, without control characters
 * @param address the address its TCP connection comes from or goes to
 */
public record Peer(String name, InetSocketAddress address) {}
