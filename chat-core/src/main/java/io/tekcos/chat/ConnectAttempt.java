package io.tekcos.chat;

import io.netty.bootstrap.Bootstrap;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.netty.NettySession;
import io.tekcos.chat.netty.SessionConnector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Tries the addresses of a host one after the other, until a session stands or somebody says no. */
record ConnectAttempt(
        SessionConnector connector,
        Bootstrap tcp,
        Bootstrap udp,
        int tcpPort,
        int udpPort,
        Function<NettySession, Session> onSession) {

    CompletableFuture<Session> tryEach(Iterator<InetAddress> addresses) {
        InetSocketAddress server = new InetSocketAddress(addresses.next(), tcpPort);
        return connector.connect(tcp, udp, server, udpPort, onSession).exceptionallyCompose(why -> {
            // Only where nobody was reached another address may do better; a refusal is an answer.
            return why instanceof PeerUnreachableException && addresses.hasNext()
                    ? tryEach(addresses)
                    : CompletableFuture.failedFuture(why);
        });
    }
}
