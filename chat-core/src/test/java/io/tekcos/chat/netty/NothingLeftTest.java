package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Via;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that has ended leaves nothing on its event loop, which may live for years. */
@Timeout(120)
class NothingLeftTest {

    private static final int NO_TIMER = -1;

    private final EmbeddedServer server = new EmbeddedServer(Limits.DEFAULTS);
    private EmbeddedDatagrams udp;
    private EmbeddedStream stream;

    @BeforeEach
    void join() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        stream = server.join();
        server.session().send("never answered", Via.TCP, Fallback.TCP);
        assertThat(stream.runScheduledPendingTasks()).isNotEqualTo(NO_TIMER);
    }

    @AfterEach
    void end() {
        server.close();
        udp.finishAndReleaseAll();
    }

    @Test
    void shouldLeaveNoTimerWhenItWasWaitingForAConnection() {
        lose(stream);
        server.session().closeNow();

        assertThat(server.session().hasEnded()).isTrue();
        stream.runPendingTasks();
        assertThat(stream.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
    }

    /** The connection is lost, and the clock goes on, which that of a closed embedded channel would not. */
    private static void lose(EmbeddedStream stream) {
        stream.pipeline().fireChannelInactive();
    }

    @Test
    void shouldLetGoOfAClientsSessionThatWasWaitingForItsNextAttempt() throws Exception {
        EventLoopGroup group = Transport.NIO.newGroup(1, "left-test", true);
        try (ScriptedServer scripted = new ScriptedServer()) {
            WeakReference<NettySession> left = beginAndEnd(scripted, group);

            awaitCollected(left);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static WeakReference<NettySession> beginAndEnd(ScriptedServer scripted, EventLoopGroup group)
            throws Exception {
        CompletableFuture<Void> away = new CompletableFuture<>();
        CompletableFuture<NettySession> connecting = new SessionConnector("client", Limits.DEFAULTS)
                .connect(
                        new Bootstrap().group(group).channel(Transport.NIO.streamChannel()),
                        new Bootstrap().channel(Transport.NIO.datagramChannel()),
                        scripted.address(),
                        0,
                        session -> {
                            session.listen(event -> tell(event, away), null);
                            return session;
                        });
        ScriptedServer.Connection connection = scripted.acceptSession(0);
        NettySession session = connecting.get(60, TimeUnit.SECONDS);
        connection.close();
        away.get(60, TimeUnit.SECONDS);
        session.closeNow();
        session.whenClosed().get(60, TimeUnit.SECONDS);
        return new WeakReference<>(session);
    }

    private static void tell(Object event, CompletableFuture<Void> away) {
        if (event instanceof io.tekcos.chat.model.Reconnecting) {
            away.complete(null);
        }
    }

    private static void awaitCollected(WeakReference<?> reference) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); // only a failure waits for it
        while (reference.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
