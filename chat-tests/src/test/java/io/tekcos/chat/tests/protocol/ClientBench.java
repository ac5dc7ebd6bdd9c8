package io.tekcos.chat.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real client, and raw sockets for its server. */
final class ClientBench extends Bench {

    private final ServerSocket listening = keep(new ServerSocket());
    private @Nullable CompletableFuture<Session> connecting;
    private @Nullable SocketAddress client;

    ClientBench() throws IOException {
        listening.setSoTimeout(PATIENCE_SECONDS * 1000);
        listening.bind(new InetSocketAddress(LOOPBACK, 0));
    }

    @Override
    Party program() {
        return Party.CLIENT;
    }

    @Override
    Session session() throws Exception {
        return connecting().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    void checkWithoutSession(Example example) {
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, this::session);
        Optional<Block> refused =
                example.blocks().stream().filter(block -> block.is("REFUSED")).findFirst();
        if (refused.isPresent()) {
            checkRefusal(refused.get(), thrown.getCause());
        } else {
            checkNoRefusal(example.blocks().get(0), thrown.getCause());
        }
    }

    @Override
    Socket newConnection() throws IOException {
        if (connecting == null) {
            connecting = ChatClient.builder()
                    .name("ada")
                    .listener(listener())
                    .connectAsync(LOOPBACK.getHostAddress(), listening.getLocalPort());
            keep(this::closeSession);
        }
        return listening.accept();
    }

    /** The client comes back by itself. */
    @Override
    void awaitLoss() {}

    @Override
    SocketAddress datagramTarget(RunValues values) {
        return Objects.requireNonNull(client, "no datagram has come yet");
    }

    @Override
    void onDatagramFrom(SocketAddress sender) {
        client = sender;
    }

    private void closeSession() {
        CompletableFuture<Session> begun = connecting();
        if (begun.isDone() && !begun.isCompletedExceptionally()) {
            begun.join().closeNow();
        }
    }

    private CompletableFuture<Session> connecting() {
        return Objects.requireNonNull(connecting, "not yet connecting");
    }

    private static void checkNoRefusal(Block greeting, @Nullable Throwable thrown) {
        if (greeting.is("ACK")) {
            assertThat(thrown).isInstanceOf(PeerUnreachableException.class);
        } else {
            assertThat(thrown)
                    .isInstanceOf(WrongProtocolException.class)
                    .hasMessageContaining(
                            "versions %s to %s",
                            greeting.field("oldest").number(),
                            greeting.field("newest").number());
        }
    }

    private static void checkRefusal(Block refused, @Nullable Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(PeerRefusedException.class, refusal -> {
            assertThat(refusal.code())
                    .isEqualTo(RefusalCode.ofCode(refused.field("code").u16()));
            assertThat(refusal.retryAfter())
                    .isEqualTo(Duration.ofMillis(refused.field("retryAfter").u32()));
            assertThat(refusal).hasMessageContaining(Replay.text(refused));
        });
    }
}
