package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Via;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class UdpBoundTest {

    @Test
    void shouldBoundWhatWaitsForTheNetworkToo() throws Exception {
        Queue<Runnable> network = new ArrayDeque<>();
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().waitingDatagrams(3).build())) {
            EmbeddedDatagrams udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
            server.join();
            FramedSession session = server.session();
            udp.bind(server.datagramId(), EmbeddedServer.SECRET, EmbeddedDatagrams.CLIENT, 2);
            assertThat(session.udp()).isEqualTo(PathState.UP);
            udp.sent();
            udp.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                    ReferenceCountUtil.release(message);
                    network.add(promise::setSuccess);
                }
            });
            for (int i = 0; i < 3; i++) {
                session.send("waits for the network", Via.UDP, Fallback.NONE);
                session.endTurn();
            }

            assertThat(Futures.failure(session.send("too much", Via.UDP, Fallback.NONE), SendRefusedException.class)
                            .reason())
                    .isEqualTo(SendRefusedException.Reason.BUFFER_FULL);

            network.remove().run();
            assertThat(session.send("fits again", Via.UDP, Fallback.NONE)).isNotDone();
            udp.finishAndReleaseAll();
        }
    }
}
