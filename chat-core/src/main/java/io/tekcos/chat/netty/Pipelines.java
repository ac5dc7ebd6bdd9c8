package io.tekcos.chat.netty;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.tekcos.chat.transfer.BulkHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every pipeline of the library, in one place.
 *
 * <pre>
 *  TCP, first:      frames (FrameDecoder) --&gt; handshake (ServerHandshakeHandler or ClientHandshakeHandler)
 *  TCP, then:       frames (FrameDecoder) --&gt; session   (SessionHandler)
 *  TCP, attached:   idle   (IdleStateHandler) --&gt; frames (FrameDecoder) --&gt; bulk (BulkHandler)
 *  TCP, seed peers: seed    (SeedDetector or SeedAckDetector) in front of these, until it is known that the peer is none;
 *                   session (SeedHandler) alone, if it is one
 *  TCP, refused:    linger (LingeringClose) takes what still comes, in front of these
 *  UDP, server:     datagrams (ServerDatagramHandler) --&gt; the session that the id names
 *  UDP, client:     datagrams (ClientDatagramHandler or SeedDatagramHandler) --&gt; the session
 *  listening:       gate (AcceptGate)
 *  in front of all: what the user has put there, such as impairment (ImpairedNetwork)
 * </pre>
 *
 * What is written needs no handler: frames are encoded once, by whoever sends them.
 */
final class Pipelines {

    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

    private static final int WRITE_BUFFER = 512 * 1024;
    private static final int LARGEST_READ = 256 * 1024;
    private static final int FIRST_READ = 2 * 1024;
    private static final int SMALLEST_READ = 512;
    /** What a datagram is cut to when it is received. */
    static final int LARGEST_DATAGRAM = 2 * 1024;

    private static final int DATAGRAMS_A_READ = 16;
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private Pipelines() {}

    /** What the user of the library has put between the network and the library; null for nothing. */
    static void first(Channel channel, @Nullable ChannelHandler users) {
        if (users != null) {
            channel.pipeline().addLast("users", users);
        }
    }

    static <H extends ChannelHandler & FrameSink> void stream(Channel channel, H handshake) {
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true); // the farewell reads on after the peer's last byte
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(WRITE_BUFFER / 2, WRITE_BUFFER));
        config.setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
        channel.pipeline().addLast("frames", new FrameDecoder(handshake)).addLast("handshake", handshake);
    }

    /** The handshake is over: the session takes its handler's place, and all further frames. */
    static void establish(Channel channel, SessionHandler session) {
        channel.pipeline().replace("handshake", "session", session);
        channel.pipeline().get(FrameDecoder.class).handOver(session);
    }

    /** The connection is attached to a transfer, which takes all that comes. */
    static void attach(Channel channel, BulkHandler bulk) {
        channel.pipeline().replace("handshake", "bulk", bulk);
        channel.pipeline()
                .addBefore(
                        "frames",
                        "idle",
                        new IdleStateHandler(BulkHandler.SILENCE_SECONDS, BulkHandler.PING_SECONDS, 0));
        channel.pipeline().get(FrameDecoder.class).handOver(bulk);
    }

    /** Puts in front of the frames what finds out whether the peer is a seed peer. */
    static void detect(Channel channel, ChannelHandler detector) {
        channel.pipeline().addBefore("frames", "seed", detector);
    }

    /** The peer is a seed peer: its session takes the place of all that knows frames. */
    static void establish(Channel channel, SeedHandler session) {
        channel.pipeline().replace("handshake", "session", session);
        channel.pipeline().remove("seed");
        channel.pipeline().remove("frames");
        keepAlive(channel);
    }

    /** Nothing else would ever find out that a seed peer is gone. */
    private static void keepAlive(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        } catch (ChannelException broken) {
            LOG.debug("The connection to {} is broken already: {}", Addresses.remote(channel), broken.toString());
        }
    }

    static void datagrams(Channel channel, ChannelHandler handler) {
        ChannelConfig config = channel.config();
        config.setOption(
                ChannelOption.SO_RCVBUF, SOCKET_BUFFER); // the default overflows in a burst; the system may give less
        config.setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        if (channel instanceof EpollDatagramChannel) {
            config.setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM); // turns recvmmsg on
            config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_DATAGRAM * DATAGRAMS_A_READ));
        } else {
            config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
        }
        channel.pipeline().addLast("datagrams", handler);
    }
}
