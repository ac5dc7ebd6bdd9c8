package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever speaks something else is named, counted and closed, and gets nothing but the greeting. */
class ServerStrangersTest {

    private final EmbeddedServer server = new EmbeddedServer();

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, 'GET / HTTP/1.1\r\nHost: example.org\r\n\r\n'",
        "HTTP, 'POST /upload HTTP/1.0\r\n\r\n'",
        "HTTP, 'OPTIONS * HTTP/1.1\r\n\r\n'",
        "HTTP, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'",
        "SSH, 'SSH-2.0-OpenSSH_9.6\r\n'",
        "unrecognised bytes, 'HELO chat'",
        "unrecognised bytes, 'EHLO mail.example.org\r\n'",
    })
    void shouldNameWhoeverSpeaksAProtocolOfWords(String name, String firstWords) throws Exception {
        shouldName(name, firstWords.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, 16030100c4010000c00303",
        "TLS, 1603030200010001fc0303",
        "RDP, 0300002f2ae00000000000436f6f6b69653a",
        "SMB, 000000a4ff534d4272000000",
        "SMB, 00000068fe534d4240000000",
        "unrecognised bytes, 9a41f3c2d60b7781e5",
        "unrecognised bytes, ffffffffffffffffff",
    })
    void shouldNameWhoeverSpeaksAProtocolOfBytes(String name, String firstBytes) throws Exception {
        shouldName(name, HexFormat.of().parseHex(firstBytes));
    }

    private void shouldName(String name, byte[] bytes) throws Exception {
        long strangers = 0;
        for (byte[][] reads : Bytes.everyCut(bytes)) {
            EmbeddedStream stream = server.connect();
            stream.sent();

            stream.receive(reads);

            assertThat(stream.isOpen()).isFalse();
            ByteBuf answer = stream.sentBytes();
            assertThat(answer.isReadable()).isFalse();
            answer.release();
            assertThat(server.acceptor.counters().strangers()).isEqualTo(Map.of(name, ++strangers));
        }
        assertThat(server.acceptor.counters().refused()).isEmpty();
        assertThat(server.acceptor.counters().vanished()).isZero();
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }
}
