package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends' whole pipelines with every byte between them carried in pieces of one size. */
class AssembledPipelinesTest {

    private static final List<String> TEXTS = List.of("", "a", "안녕하세요", "👩‍👩‍👧", "line\nbreak", "x".repeat(3000));

    private final EmbeddedServer server = new EmbeddedServer();
    private EmbeddedClient client;
    private EmbeddedStream serverStream;

    @BeforeEach
    void connect() throws Exception {
        serverStream = server.connect();
        client = new EmbeddedClient();
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
    void shouldExchangeTextsAndPartWithoutLosingOne(int piece) {
        carry(piece);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (String text : TEXTS) {
            receipts.add(client.session().send(text, Via.TCP, Fallback.TCP));
            receipts.add(server.session().send(text, Via.TCP, Fallback.TCP));
        }
        client.session().close(CloseCause.GOODBYE, "that is all");
        carry(piece);

        assertThat(receipts)
                .allSatisfy(receipt -> assertThat(receipt.join().status()).isEqualTo(Receipt.Status.DELIVERED));
        assertThat(texts(server.heard)).isEqualTo(TEXTS);
        assertThat(texts(client.heard)).isEqualTo(TEXTS);
        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, "that is all"));
        assertThat(client.heard)
                .last()
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "that is all"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1_000_000})
    void shouldPartWhenBothSayGoodbyeAtOnce(int piece) {
        carry(piece);
        client.session().send("from the client", Via.TCP, Fallback.TCP);
        server.session().send("from the server", Via.TCP, Fallback.TCP);
        client.session().close(CloseCause.GOODBYE, "");
        server.session().close(CloseCause.GOING_AWAY, "");
        carry(piece);

        assertThat(texts(server.heard)).containsExactly("from the client");
        assertThat(texts(client.heard)).containsExactly("from the server");
        assertThat(client.heard).last().isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, ""));
    }

    /** Carries bytes and ends of output both ways until nothing moves any more. */
    private void carry(int piece) {
        boolean moved = true;
        while (moved) {
            moved = carry(client.stream, serverStream, piece);
            moved |= carry(serverStream, client.stream, piece);
        }
    }

    private static boolean carry(EmbeddedStream from, EmbeddedStream to, int piece) {
        ByteBuf sent = from.sentBytes();
        byte[] bytes = ByteBufUtil.getBytes(sent);
        sent.release();
        for (int at = 0; at < bytes.length; at += piece) {
            to.receive(Arrays.copyOfRange(bytes, at, Math.min(at + piece, bytes.length)));
        }
        boolean ended = (from.isOutputShutdown() || !from.isOpen()) && to.isOpen() && !to.isInputShutdown();
        if (ended) {
            to.endInput();
        }
        return bytes.length > 0 || ended;
    }

    private static List<String> texts(List<SessionEvent> events) {
        return events.stream()
                .filter(Message.class::isInstance)
                .map(event -> ((Message) event).text())
                .toList();
    }
}
