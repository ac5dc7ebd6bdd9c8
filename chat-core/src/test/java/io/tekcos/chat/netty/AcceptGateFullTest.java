package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.Limits;
import org.junit.jupiter.api.Test;

class AcceptGateFullTest {

    @Test
    void shouldCloseAsLongAsSessionsFillTheServer() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().sessions(2).build())) {
            EmbeddedChannel listening = new EmbeddedChannel(server.acceptor.listeningHandler());
            EmbeddedStream first = server.join();
            assertThat(listening.config().isAutoRead()).isTrue();
            EmbeddedStream second = server.join();
            assertThat(listening.config().isAutoRead()).isFalse();

            first.close();
            assertThat(listening.config().isAutoRead()).isTrue();
            assertThat(second.isOpen()).isTrue();
            listening.finishAndReleaseAll();
        }
    }
}
