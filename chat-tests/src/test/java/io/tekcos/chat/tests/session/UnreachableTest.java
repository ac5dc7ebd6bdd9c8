package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.WrongProtocolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is no server: one typed exception each, whose message says what to do. */
class UnreachableTest {

    private static final Limits HASTY =
            Limits.builder().handshake(Duration.ofMillis(200)).build();

    @Test
    void shouldSayThatAHostIsUnknown() {
        assertThatThrownBy(() -> ChatClient.connect("no-such-host.invalid", 4000))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageContaining("unknown");
    }

    @Test
    void shouldSayThatNothingListens() {
        assertThatThrownBy(() -> ChatClient.connect(Pair.HOST, Pair.NOBODY))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining(Pair.HOST + " port " + Pair.NOBODY)
                .hasMessageContaining("Nothing listens");
    }

    @Test
    void shouldSayThatAListenerIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
            assertThatThrownBy(() -> ChatClient.builder().limits(HASTY).connect(Pair.HOST, silent.getLocalPort()))
                    .isInstanceOf(PeerUnreachableException.class)
                    .hasMessageContaining("port " + silent.getLocalPort())
                    .hasMessageContaining("said nothing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "220 mail ESMTP\r\n"})
    void shouldSayThatAListenerSpeaksSomethingElse(String greeting) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
            CompletableFuture<?> connecting = ChatClient.builder().connectAsync(Pair.HOST, other.getLocalPort());
            try (Socket accepted = other.accept()) {
                accepted.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                assertThat(Waiting.failure(connecting, WrongProtocolException.class))
                        .hasMessageContaining("port " + other.getLocalPort());
            }
        }
    }

    @Test
    void shouldSayThatAListenerClosesAtOnce() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
            CompletableFuture<?> connecting = ChatClient.builder().connectAsync(Pair.HOST, other.getLocalPort());
            other.accept().close();
            assertThat(Waiting.failure(connecting, PeerUnreachableException.class))
                    .hasMessageContaining("closed the connection")
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    @Test
    void shouldSayThatTheLocalAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> ChatClient.builder().bindAddress("192.0.2.1").connect(Pair.HOST, Pair.NOBODY))
                .isInstanceOf(PeerUnreachableException.class);
    }

    @Test
    void shouldTryEveryAddressOfAName() {
        // "localhost" may be ::1 first, where this server does not listen.
        try (Pair pair = new Pair()) {
            ChatClient.connect("localhost", pair.server.tcpPort()).close();
        }
    }

    @Test
    void shouldRefuseUnfitNamesAndPortsAtOnce() {
        for (int port : new int[] {-1, 0, 65_536}) {
            assertThatThrownBy(() -> ChatClient.connect(Pair.HOST, port)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ChatClient.builder().udpPort(65_536).connect(Pair.HOST, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChatClient.builder().name("\u0007").connect(Pair.HOST, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeaveTheClientsLoopsGoodForTheNextSession() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> ChatClient.connect(Pair.HOST, Pair.NOBODY))
                    .isInstanceOf(PeerUnreachableException.class);
        }
        try (Pair pair = new Pair()) {
            assertThat(pair.udpUp().client.id()).isNotNull();
        }
    }
}
