package io.tekcos.chat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.BindFailedException;
import io.tekcos.chat.netty.ImpairedNetwork;
import io.tekcos.chat.netty.SessionAcceptor;
import io.tekcos.chat.netty.Transport;
import java.net.InetSocketAddress;

/** How a server opens its ports. What cannot be opened is a {@link BindFailedException} that says what to do. */
record Listening(Transport transport, EventLoopGroup loops, ImpairedNetwork network) {

    /** Opens the UDP port of all sessions; waits until it is open. */
    Channel udp(SessionAcceptor acceptor, InetSocketAddress local) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(transport.datagramChannel())
                .handler(network.datagramHandlerBefore(acceptor.datagramHandler()));
        return bound("UDP", local, bootstrap.bind(local));
    }

    /** Opens the TCP port on which sessions begin; waits until it is open. */
    Channel tcp(SessionAcceptor acceptor, InetSocketAddress local) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(acceptor.listeningHandler())
                .childHandler(network.streamHandlerBefore(acceptor.streamHandler()));
        return bound("TCP", local, bootstrap.bind(local));
    }

    private static Channel bound(String what, InetSocketAddress local, ChannelFuture binding) {
        Throwable cause = binding.awaitUninterruptibly().cause();
        if (cause == null) {
            return binding.channel();
        }
        if (local.isUnresolved()) {
            throw new BindFailedException(
                    "The address '" + local.getHostString() + "' to listen on is unknown: check its spelling", cause);
        }
        String address = local.getAddress().getHostAddress();
        throw new BindFailedException(
                String.format(
                        "Cannot listen on %s port %d of %s (%s): choose another port or address",
                        what, local.getPort(), address, reason(cause)),
                cause);
    }

    /** What the system said, without the call that it said it of: "bind(..) failed with error(-98): Address already in use". */
    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-\\d+\\): ", "");
    }

    /** The port that a channel has, which the system may have chosen. */
    static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}
