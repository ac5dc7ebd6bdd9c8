package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** The addresses of channels. */
final class Addresses {

    private static final InetSocketAddress NONE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Addresses() {}

    /** Where a connection comes from or goes to; loopback and port 0 for a channel without an IP address. */
    static InetSocketAddress remote(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress ip ? ip : NONE;
    }

    /** An address without what does not tell hosts apart: an IPv4 address within IPv6 is that IPv4 address. */
    static InetAddress ip(InetSocketAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress().getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address is never of another length", impossible);
        }
    }

    /** What counts as one host: an IPv4 address, or the /64 of an IPv6 address. */
    static Object host(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return ip instanceof Inet6Address ? ByteBuffer.wrap(ip.getAddress()).getLong() : ip;
    }
}
