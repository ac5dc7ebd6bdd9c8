package io.tekcos.chat.tests.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The double against itself: it chats, and breaks where the original does. */
class SeedProgramTest {

    private final SeedServer server = new SeedServer();
    private final CompletableFuture<SeedServer> opened = server.open();
    private final SeedClient client = new SeedClient(server.tcpPort(), server.udpPort());

    SeedProgramTest() throws IOException {}

    @BeforeEach
    void begin() throws Exception {
        client.receiveAck();
        client.sendHelo();
        opened.get(SeedProgram.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void shouldChatByTcpAndByUdpBothWays() throws IOException {
        for (int i = 0; i < 10; i++) {
            client.tcpSend("안녕 " + i);
            assertThat(server.tcpReceive()).isEqualTo("안녕 " + i);
            server.tcpSend("반가워 👋 " + i);
            assertThat(client.tcpReceive()).isEqualTo("반가워 👋 " + i);
            client.udpSend("빠른 " + i);
            assertThat(server.udpReceive()).isEqualTo("빠른 " + i);
            server.udpSend("더 빠른 🚀 " + i);
            assertThat(client.udpReceive()).isEqualTo("더 빠른 🚀 " + i);
        }
    }

    @Test
    void shouldBreakOnACharacterThatARead1024BytesLongCuts() throws IOException {
        server.tcpSend("x".repeat(1023) + "글");

        assertThatThrownBy(client::tcpReceive).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void shouldLoseTheEndOfALongDatagram() throws IOException {
        server.udpSend("x".repeat(1024) + "lost");

        assertThat(client.udpReceive()).isEqualTo("x".repeat(1024));
    }

    @Test
    void shouldTakeASecondHeloForAText() throws IOException {
        client.udpSend("HELO");

        assertThat(server.udpReceive()).isEqualTo("HELO");
    }

    @Test
    void shouldReadNothingAtTheEnd() throws IOException {
        client.close();

        assertThat(server.tcpReceive()).isEmpty();
    }
}
