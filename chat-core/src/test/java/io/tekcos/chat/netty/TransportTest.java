package io.tekcos.chat.netty;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransportTest {

    private final @Nullable String before = System.getProperty(Transport.PROPERTY);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(Transport.PROPERTY);
        } else {
            System.setProperty(Transport.PROPERTY, before);
        }
    }

    @Test
    void shouldBeTheNativeOneWhereThereIsOne() {
        System.clearProperty(Transport.PROPERTY);
        Transport expected = Transport.EPOLL.unavailability() == null
                ? Transport.EPOLL
                : Transport.KQUEUE.unavailability() == null ? Transport.KQUEUE : Transport.NIO;

        assertThat(Transport.best()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "NIO", "Nio"})
    void shouldBeTheOneThatIsAskedForInAnyCase(String name) {
        System.setProperty(Transport.PROPERTY, name);

        assertThat(Transport.best()).isEqualTo(Transport.NIO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "epol", "nio "})
    void shouldRefuseANameThatIsNoTransports(String name) {
        System.setProperty(Transport.PROPERTY, name);

        assertThatThrownBy(Transport::best)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Transport.PROPERTY + "=" + name)
                .hasMessageContaining("epoll, kqueue, io_uring or nio");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseOneThatIsNotAvailableHereAndSayWhy(Transport transport) {
        System.setProperty(Transport.PROPERTY, transport.name());
        Throwable why = transport.unavailability();
        if (why == null) {
            assertThat(Transport.best()).isEqualTo(transport);
        } else {
            assertThatThrownBy(Transport::best)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(why)
                    .hasMessageContaining("not available");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenEveryKindOfChannel(Transport transport) {
        assumeThat(transport.unavailability())
                .as("%s is not available here", transport)
                .isNull();
        EventLoopGroup group = transport.newGroup(1, "transport-test", true);
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Channel listening = new ServerBootstrap()
                    .group(group)
                    .channel(transport.serverChannel())
                    .childHandler(new Nothing())
                    .bind(any)
                    .syncUninterruptibly()
                    .channel();
            Bootstrap client = new Bootstrap().group(group).handler(new Nothing());
            Channel stream = client.clone()
                    .channel(transport.streamChannel())
                    .connect(listening.localAddress())
                    .syncUninterruptibly()
                    .channel();
            Channel datagrams = client.clone()
                    .channel(transport.datagramChannel())
                    .bind(any)
                    .syncUninterruptibly()
                    .channel();
            assertThat(stream.isActive() && datagrams.isActive()).isTrue();
            for (Channel channel : List.of(stream, datagrams, listening)) {
                channel.close().syncUninterruptibly();
            }
        } finally {
            group.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @Sharable
    private static final class Nothing extends ChannelInboundHandlerAdapter {}

    @Test
    void shouldNameItsThreads() throws Exception {
        EventLoopGroup group = Transport.NIO.newGroup(1, "transport-test", true);
        try {
            assertThat(group.submit(() -> Thread.currentThread().getName()
                                    + Thread.currentThread().isDaemon())
                            .get(10, SECONDS))
                    .startsWith("transport-test")
                    .endsWith("true");
        } finally {
            group.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }
}
