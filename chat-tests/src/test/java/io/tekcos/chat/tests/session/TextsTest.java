package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts by TCP. */
class TextsTest {

    private final Pair pair = new Pair();

    @AfterEach
    void end() {
        pair.close();
    }

    static List<String> texts() {
        return List.of(
                "hello",
                "",
                "안녕하세요, 반갑습니다",
                "👩‍👩‍👧‍👦 🇰🇷 👍🏽",
                "\u0000\u001b[31m\r\n\ufffd\u2028",
                "가".repeat(64 * 1024 / 3),
                "x".repeat(64 * 1024));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldArriveAsTheyWereBothWays(String text) {
        CompletableFuture<Receipt> toServer = pair.client.send(text, Via.TCP);
        CompletableFuture<Receipt> toClient = pair.accepted().send(text, Via.TCP);

        Message atServer = pair.atServer.message();
        Message atClient = pair.atClient.message();
        assertThat(atServer).isEqualTo(new Message(atServer.id(), "client", text, Via.TCP, false));
        assertThat(atClient).isEqualTo(new Message(atClient.id(), "server", text, Via.TCP, false));
        assertThat(Waiting.get(toServer)).isEqualTo(new Receipt(atServer.id(), Via.TCP, Receipt.Status.DELIVERED));
        assertThat(Waiting.get(toClient)).isEqualTo(new Receipt(atClient.id(), Via.TCP, Receipt.Status.DELIVERED));
    }

    @Test
    void shouldBeRefusedWhenTooLongOrNotUnicodeAndHarmNothing() {
        assertThat(reason(pair.client.send("x".repeat(64 * 1024 + 1), Via.TCP))).isEqualTo(Reason.TOO_LONG);
        assertThat(reason(pair.client.send("한".repeat(64 * 1024 / 3 + 1), Via.TCP)))
                .isEqualTo(Reason.TOO_LONG);
        assertThat(reason(pair.client.send("half of 😀: \ud83d", Via.TCP))).isEqualTo(Reason.NOT_UNICODE);
        assertThat(reason(pair.client.send("\ude00 the other half", Via.UDP))).isEqualTo(Reason.NOT_UNICODE);

        Waiting.get(pair.client.send("whole", Via.TCP));
        assertThat(pair.atServer.texts()).containsExactly("whole");
    }

    @Test
    void shouldArriveInTheOrderOfTheirSending() {
        List<String> texts =
                IntStream.range(0, 10_000).mapToObj(i -> "text " + i).toList();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (String text : texts) {
            receipts.add(sendWhenWritable(pair.client, text));
        }

        receipts.forEach(Waiting::get);

        assertThat(pair.atServer.texts()).isEqualTo(texts);
        assertThat(pair.client.counters().tcp().textsAcknowledged()).isEqualTo(10_000);
        assertThat(pair.client.counters().unacknowledgedBytes()).isZero();
        assertThat(pair.accepted().counters().tcp().textsReceived()).isEqualTo(10_000);
    }

    @Test
    void shouldKeepTheOrderOfEachThreadWhenSeveralSendAtOnce() throws Exception {
        int each = 2_000;
        List<Thread> threads = new ArrayList<>();
        Collection<CompletableFuture<Receipt>> receipts = new java.util.concurrent.ConcurrentLinkedQueue<>();
        for (String name : List.of("a", "b", "c", "d")) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    receipts.add(sendWhenWritable(pair.client, name + i));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(Waiting.LIMIT.toMillis());
        }
        assertThat(receipts).hasSize(4 * each);
        receipts.forEach(Waiting::get);

        List<String> heard = pair.atServer.texts();
        assertThat(heard).hasSize(4 * each);
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(heard.stream().filter(text -> text.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void shouldShowTheSameSessionAtBothEnds() {
        assertThat(pair.accepted().id()).isEqualTo(pair.client.id());
        assertThat(pair.accepted().peer().name()).isEqualTo("client");
        assertThat(pair.client.peer().name()).isEqualTo("server");
        assertThat(pair.client.peer().address().getPort()).isEqualTo(pair.server.tcpPort());
        assertThat(pair.server.sessions()).containsExactly(pair.accepted());
        assertThat(pair.client).hasToString("Session[server, " + pair.client.id() + "]");
    }

    private static CompletableFuture<Receipt> sendWhenWritable(Session session, String text) {
        while (true) {
            CompletableFuture<Receipt> receipt = session.send(text, Via.TCP);
            if (!receipt.isCompletedExceptionally()) {
                return receipt;
            }
            assertThat(reason(receipt)).isEqualTo(Reason.BUFFER_FULL);
            Waiting.get(session.whenWritable());
        }
    }

    private static Reason reason(CompletableFuture<Receipt> refused) {
        return Waiting.failure(refused, SendRefusedException.class).reason();
    }
}
