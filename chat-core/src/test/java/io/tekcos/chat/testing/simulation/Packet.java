package io.tekcos.chat.testing.simulation;

import java.net.InetSocketAddress;

/** A datagram on its way; its bytes do not change. */
final class Packet {

    private final byte[] bytes;
    private final InetSocketAddress from;
    private final InetSocketAddress to;

    Packet(byte[] bytes, InetSocketAddress from, InetSocketAddress to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    byte[] bytes() {
        return bytes;
    }

    InetSocketAddress from() {
        return from;
    }

    InetSocketAddress to() {
        return to;
    }
}
