package io.tekcos.chat.bench.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.concurrent.TimeUnit;

/** One event loop for each end, as two programs would have. */
final class Loops implements AutoCloseable {

    private final EventLoopGroup near = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoopGroup far = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    EventLoopGroup near() {
        return near;
    }

    EventLoopGroup far() {
        return far;
    }

    @Override
    public void close() {
        near.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        far.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
