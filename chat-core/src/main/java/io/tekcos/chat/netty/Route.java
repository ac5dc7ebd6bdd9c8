package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import java.net.InetSocketAddress;

/**
 * The way to a server, for every connection of a session.
 *
 * @param tcp makes its streams
 * @param udp makes its datagram sockets
 * @param udpPort where datagrams go; 0 for the port that the server names
 */
record Route(Bootstrap tcp, Bootstrap udp, InetSocketAddress server, int udpPort) {

    InetSocketAddress datagramAddress(int port) {
        return new InetSocketAddress(server.getAddress(), port);
    }
}
