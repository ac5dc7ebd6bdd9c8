package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Ack;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seed sessions that cannot begin: none keeps a place, an address or a connection. */
class SeedAdmissionFailuresTest {

    private final EmbeddedSeed seed =
            new EmbeddedSeed(Limits.builder().sessions(1).build());
    private final EmbeddedServer server = seed.server;

    SeedAdmissionFailuresTest() throws Exception {}

    @AfterEach
    void end() {
        seed.close();
    }

    @Test
    void shouldDropAHeloForAConnectionThatHasBrokenButDoesNotKnowYet() throws Exception {
        EmbeddedStream broken = server.connect();
        broken.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                ReferenceCountUtil.release(message);
                ctx.close();
                seed.helo(); // before the handlers hear of the end
            }
        });

        broken.receive(new byte[1]);

        assertThat(server.begun).isEmpty();
        assertThat(server.acceptor.counters().vanished()).isEqualTo(1);
        assertThat(server.acceptor.counters().droppedDatagrams()).isEqualTo(Map.of(DropReason.SEED_HELO, 1L));
        assertNothingIsKept();
    }

    @Test
    void shouldKeepNothingWhenTheSessionCannotTakeItsPlace() throws Exception {
        EmbeddedStream stream = server.connect();
        stream.pipeline().remove(FrameDecoder.class);

        seed.helo();

        assertThat(server.begun).isEmpty();
        assertThat(stream.isOpen()).isFalse();
        assertNothingIsKept();
    }

    @Test
    void shouldEndTheSessionWhenItsBeginningFails() throws Exception {
        server.onSession(session -> {
            session.listen(server.heard::add, null);
            throw new LinkageError("a class is missing");
        });
        EmbeddedStream stream = server.connect();

        seed.helo();

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.heard)
                .last()
                .isEqualTo(new SessionClosed(CloseCause.INTERNAL_ERROR, Initiator.LOCAL, "an error in the program"));
        assertNothingIsKept();
    }

    @Test
    void shouldBeginWhenTheSystemDoesNotWatchOverTheConnection() throws Exception {
        EmbeddedStream stream = server.connect();
        stream.failOptions(new ChannelException("the socket is not connected"));

        seed.helo();
        stream.receive("hello".getBytes(US_ASCII));

        assertThat(server.begun).hasSize(1);
        assertThat(seed.session().counters().tcp().textsReceived()).isEqualTo(1);
        stream.close();
        assertNothingIsKept();
    }

    private void assertNothingIsKept() throws Exception {
        server.onSession(session -> session.listen(server.heard::add, null));
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().halfOpen()).isZero();
        assertThat(server.acceptor.sessions()).isEmpty();
        EmbeddedStream next = server.connect();
        assertThat(next.sent()).hasOnlyElementsOfType(Ack.class).hasSize(1);
        int before = server.begun.size();
        seed.helo(); // from the same address: it leads to the new one
        assertThat(server.begun).hasSize(before + 1);
        assertThat(seed.session().hasEnded()).isFalse();
    }
}
