package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptGateTest {

    private final EmbeddedServer server =
            new EmbeddedServer(Limits.builder().sessions(2).build());
    private final EmbeddedChannel listening = new EmbeddedChannel(server.acceptor.listeningHandler());

    @AfterEach
    void end() {
        listening.finishAndReleaseAll();
        server.close();
    }

    @Test
    void shouldBeOpenFromTheStart() {
        assertThat(isOpen()).isTrue();
    }

    @Test
    void shouldCloseWhileSessionsAndHalfOpenConnectionsFillTheServer() throws Exception {
        EmbeddedStream session = server.join();
        EmbeddedStream halfOpen = server.connect();
        assertThat(isOpen()).isFalse();

        halfOpen.close();
        assertThat(isOpen()).isTrue();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void shouldOpenAgainWhenAHalfOpenConnectionIsTooSlow() throws Exception {
        server.join();
        EmbeddedStream silent = server.connect();
        assertThat(isOpen()).isFalse();

        silent.pass(Limits.DEFAULTS.handshake());

        assertThat(isOpen()).isTrue();
    }

    @Test
    void shouldHaveNoEffectBeforeItIsInAPipelineOrAfterwards() {
        AcceptGate gate = new AcceptGate();
        gate.setOpen(false);
        EmbeddedChannel channel = new EmbeddedChannel(gate);
        gate.setOpen(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.pipeline().remove(gate);

        gate.setOpen(true);

        assertThat(channel.config().isAutoRead()).isFalse();
        channel.finishAndReleaseAll();
    }

    private boolean isOpen() {
        return listening.config().isAutoRead();
    }
}
