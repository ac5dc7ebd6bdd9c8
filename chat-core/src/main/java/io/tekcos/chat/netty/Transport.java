package io.tekcos.chat.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways to reach the operating system's sockets. */
public enum Transport {
    /** Linux. */
    EPOLL,
    /** macOS and the BSDs. */
    KQUEUE,
    /** Linux, with a newer interface; only if asked for by {@value #PROPERTY}. */
    IO_URING,
    /** Every platform. */
    NIO;

    /** The system property that overrides {@link #best()}: the name of a transport, in any case. */
    public static final String PROPERTY = "io.tekcos.chat.transport";

    /**
     * The transport to use on this machine: the one named by {@value #PROPERTY}, else the first available of epoll, kqueue
     * and NIO.
     *
     * @return an available transport
     * @throws IllegalStateException if the property names none, or one that is not available here
     */
    public static Transport best() {
        String asked = System.getProperty(PROPERTY);
        if (asked != null) {
            return named(asked);
        }
        if (EPOLL.unavailability() == null) {
            return EPOLL;
        }
        return KQUEUE.unavailability() == null ? KQUEUE : NIO;
    }

    /**
     * Why this transport cannot be used here.
     *
     * @return the reason, or null if it can be used
     */
    public @Nullable Throwable unavailability() {
        return switch (this) {
            case EPOLL -> Epoll.unavailabilityCause();
            case KQUEUE -> KQueue.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case NIO -> null;
        };
    }

    /**
     * Creates event loops for this transport.
     *
     * @param threads how many, 1 or more
     * @param name what their threads' names begin with
     * @param daemon whether they let the JVM exit
     * @return a new group, to be shut down by the caller
     */
    public EventLoopGroup newGroup(int threads, String name, boolean daemon) {
        IoHandlerFactory factory = switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case KQUEUE -> KQueueIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, daemon), factory);
    }

    /**
     * The channels that accept connections.
     *
     * @return their class
     */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return switch (this) {
            case EPOLL -> EpollServerSocketChannel.class;
            case KQUEUE -> KQueueServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    /**
     * The channels of TCP connections.
     *
     * @return their class
     */
    public Class<? extends SocketChannel> streamChannel() {
        return switch (this) {
            case EPOLL -> EpollSocketChannel.class;
            case KQUEUE -> KQueueSocketChannel.class;
            case IO_URING -> IoUringSocketChannel.class;
            case NIO -> NioSocketChannel.class;
        };
    }

    /**
     * The channels of datagrams.
     *
     * @return their class
     */
    public Class<? extends DatagramChannel> datagramChannel() {
        return switch (this) {
            case EPOLL -> EpollDatagramChannel.class;
            case KQUEUE -> KQueueDatagramChannel.class;
            case IO_URING -> IoUringDatagramChannel.class;
            case NIO -> NioDatagramChannel.class;
        };
    }

    private static Transport named(String name) {
        for (Transport transport : values()) {
            if (transport.name().equals(name.toUpperCase(Locale.ROOT))) {
                Throwable why = transport.unavailability();
                if (why == null) {
                    return transport;
                }
                throw new IllegalStateException(PROPERTY + "=" + name + ", but it is not available here", why);
            }
        }
        throw new IllegalStateException(PROPERTY + "=" + name + " names no transport: epoll, kqueue, io_uring or nio");
    }
}
