package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Text;
import org.junit.jupiter.api.Test;

class SessionUnheardTest {

    @Test
    void shouldPartAtOnceWhenNobodyEverListenedAndTextsStillCome() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream stream = server.onSession(session -> {}).join();
            stream.receive(new Text(1, 0, "before", false));
            server.session().close(CloseCause.GOODBYE, "");

            stream.receive(new Text(2, 0, "on its way", false), new Bye(0, "", 0));

            assertThat(stream.isOutputShutdown()).isTrue();
            stream.endInput();
            assertThat(stream.isOpen()).isFalse();
        }
    }
}
