package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLostOutputTest {

    @Test
    void shouldEndWhenTheInputEndsAlthoughThePeerReadsNothing() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream stream = server.join();
            Stuck stuck = new Stuck();
            stream.pipeline().addFirst(stuck);
            Sending unknown = server.session().send("never read", Via.TCP, Fallback.TCP);
            stream.runPendingTasks();

            stream.endInput();

            assertThat(stream.isOpen()).isFalse();
            assertThat(server.heard)
                    .containsExactly(
                            new FatesUnknown(List.of(unknown.id())),
                            new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""));
            stuck.held.forEach(io.netty.util.ReferenceCountUtil::release);
        }
    }

    @Test
    void shouldEndWhenTheTimeForAGoodbyeIsOverAlthoughThePeerReadsNothing() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream stream = server.join();
            Stuck stuck = new Stuck();
            stream.pipeline().addFirst(stuck);
            server.session().close(CloseCause.GOODBYE, "never read");

            stream.endInput();
            stream.pass(Limits.DEFAULTS.drain());

            assertThat(stream.isOpen()).isFalse();
            assertThat(server.heard)
                    .containsExactly(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "never read"));
            stuck.held.forEach(io.netty.util.ReferenceCountUtil::release);
        }
    }

    /** An output that takes nothing. */
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        final List<Object> held = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            held.add(message);
        }
    }
}
