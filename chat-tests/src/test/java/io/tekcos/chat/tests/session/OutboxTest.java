package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client with an outbox has accepted is delivered, whatever ends the session in between. */
class OutboxTest {

    private static final Limits SHORT = Limits.builder()
            .resume(Duration.ofMillis(300))
            .drain(Duration.ofMillis(200))
            .build();

    @TempDir
    private Path directory;

    private final Heard atServer = new Heard();
    private final Heard atClient = new Heard();
    private ChatServer server;
    private CuttingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = Pair.serverBuilder()
                .onSession(session -> session.listen(atServer))
                .start();
        proxy = new CuttingProxy(server.tcpPort());
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.closeNow();
    }

    @Test
    void shouldDeliverByTheNextSessionWhatTheOneBeforeCouldNot() throws IOException {
        Session first = connect(SHORT);
        Waiting.get(first.send("one", Via.TCP));
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Sending two = first.send("two", Via.TCP);
        Sending three = first.send("three", Via.TCP);
        Waiting.take(atClient.closed);
        assertThat(Waiting.failure(two, SessionClosedException.class).isKept()).isTrue();
        assertThat(Waiting.failure(three, SessionClosedException.class).fateUnknown())
                .isFalse();
        assertThat(atClient.fates).isEmpty();

        proxy.refuse(false);
        Session second = connect(Limits.DEFAULTS);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.restored()).extracting(Sending::id).containsExactly(two.id(), three.id());
        second.restored().forEach(kept -> assertThat(Waiting.get(kept).status()).isEqualTo(Receipt.Status.DELIVERED));
        assertThat(atServer.texts()).containsExactly("one", "two", "three");
        assertThat(atServer.messages).extracting(Message::id).contains(two.id(), three.id());
        assertThat(atServer.messages).noneMatch(Message::maybeRepeated);
        second.close();
        assertThat(connect(Limits.DEFAULTS).restored()).isEmpty();
    }

    /** The server's session goes on; the process that was to decide about its offer is no more. */
    @Test
    void shouldEndTheTransfersThatTheProcessBeforeWasAt() throws IOException {
        BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
        Session first = connect(SHORT);
        first.onOffer(offers::add);
        Waiting.get(first.send("ready", Via.TCP));
        Session atServers = server.sessions().iterator().next();
        Transfer sent =
                Waiting.get(atServers.sendFiles(List.of(Files.writeString(directory.resolve("file"), "bytes"))));
        Waiting.take(offers);
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.closed);
        assertThat(sent.whenDone()).isNotDone();

        proxy.refuse(false);
        Session second = connect(Limits.DEFAULTS);

        TransferException why = Waiting.failure(sent.whenDone(), TransferException.class);
        assertThat(why.fault()).isEqualTo(TransferFault.UNKNOWN);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(Waiting.get(second.send("unharmed", Via.TCP)).status()).isEqualTo(Receipt.Status.DELIVERED);
    }

    /** What was said of files stands in the outbox among the texts, and is of no more use. */
    @Test
    void shouldDeliverTheTextsAloneWhenTheServerHasEndedTheSession() throws IOException {
        Sending text = leaveAnOfferAndAText();
        server.sessions().forEach(Session::closeNow);
        proxy.refuse(false);

        Session second = connect(Limits.DEFAULTS);

        assertThat(second.restored()).extracting(Sending::id).containsExactly(text.id());
        assertThat(Waiting.get(second.restored().get(0)).status()).isEqualTo(Receipt.Status.DELIVERED);
        assertThat(atServer.texts()).containsExactly("before", "after");
        second.close();
        assertThat(connect(Limits.DEFAULTS).restored()).isEmpty();
    }

    @Test
    void shouldSayOfTheTextsAloneThatTheirFateIsUnknown() throws IOException {
        Sending text = leaveAnOfferAndAText();
        server.closeNow();
        try (ChatServer other = Pair.serverBuilder()
                .onSession(accepted -> accepted.listen(atServer))
                .start()) {
            proxy.leadTo(other.tcpPort());
            proxy.refuse(false);

            Session second = connect(Limits.DEFAULTS);

            assertThat(Waiting.take(atClient.fates).ids()).containsExactly(text.id());
            assertThat(Waiting.get(second.send("next", Via.TCP)).status()).isEqualTo(Receipt.Status.DELIVERED);
        }
    }

    private Sending leaveAnOfferAndAText() throws IOException {
        Session session = connect(Limits.DEFAULTS);
        Waiting.get(session.send("before", Via.TCP));
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Waiting.until("the server has noticed", () -> server.counters().sessionsDetached() == 1);
        Waiting.get(session.sendFiles(List.of(Files.writeString(directory.resolve("file"), "bytes"))));
        Sending text = session.send("after", Via.TCP);
        session.closeNow();
        Waiting.take(atClient.closed);
        return text;
    }

    @Test
    void shouldRefuseASecondSessionWithTheSameOutbox() {
        Session first = connect(Limits.DEFAULTS);

        JournalException why =
                Waiting.failure(builder(Limits.DEFAULTS).connectAsync(Pair.HOST, proxy.port()), JournalException.class);

        assertThat(why.reason()).isEqualTo(JournalException.Reason.IN_USE);
        Waiting.get(first.send("unharmed", Via.TCP));
        first.close();
    }

    @Test
    void shouldGoOnInANewSessionWhenTheServerHasEndedTheOld() throws IOException {
        Session session = connect(Limits.DEFAULTS);
        SessionId id = session.id();
        Waiting.get(session.send("before", Via.TCP));
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Sending after = session.send("after", Via.TCP);
        Waiting.until("the server has noticed", () -> server.counters().sessionsDetached() == 1);
        server.sessions().forEach(Session::closeNow);
        proxy.refuse(false);

        assertThat(Waiting.get(after).status()).isEqualTo(Receipt.Status.DELIVERED);

        assertThat(session.id()).isNotEqualTo(id);
        assertThat(atServer.texts()).containsExactly("before", "after");
        assertThat(atServer.messages).noneMatch(Message::maybeRepeated);
        assertThat(server.counters().tombstones()).isEqualTo(1);
        session.close();
    }

    @Test
    void shouldSayWhichTextsHaveAnUnknownFateWhenTheServerHasForgottenTheSession() throws IOException {
        proxy.swallowAnswersAfterHandshake();
        Session session = connect(Limits.DEFAULTS);
        Sending sent = session.send("sent", Via.TCP);
        assertThat(Waiting.take(atServer.messages).text()).isEqualTo("sent");
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Sending unsent = session.send("unsent", Via.TCP);
        server.closeNow();
        try (ChatServer other = Pair.serverBuilder()
                .onSession(accepted -> accepted.listen(atServer))
                .start()) {
            proxy.leadTo(other.tcpPort());
            proxy.heedAnswers();
            proxy.refuse(false);

            assertThat(Waiting.take(atClient.fates).ids()).containsExactly(sent.id());
            assertThat(Waiting.failure(sent, SessionClosedException.class).fateUnknown())
                    .isTrue();
            assertThat(Waiting.get(unsent).status()).isEqualTo(Receipt.Status.DELIVERED);
            assertThat(Waiting.take(atServer.messages).text()).isEqualTo("unsent");
            session.close();
        }
    }

    /** As if the server had been killed after its listener had had a text, and before it could note that down. */
    @Test
    void shouldMarkWhatAServerMayHaveHeardBeforeItWasStartedAgain() throws IOException {
        Path notes = directory.resolve("server");
        server.closeNow();
        Session session;
        Sending heard;
        Sending unsent;
        try (ChatServer first = serve(notes)) {
            proxy.leadTo(first.tcpPort());
            session = connect(Limits.DEFAULTS);
            Waiting.get(session.send("acknowledged", Via.TCP));
            byte[] noted = Files.readAllBytes(onlyFile(notes));
            proxy.swallowAnswers();
            heard = session.send("heard", Via.TCP);
            Waiting.until("it is heard", () -> atServer.texts().size() == 2);
            proxy.refuse(true);
            proxy.cut();
            Waiting.take(atClient.reconnecting);
            unsent = session.send("unsent", Via.TCP);
            first.closeNow();
            Files.write(onlyFile(notes), noted);
        }
        try (ChatServer second = serve(notes)) {
            assertThat(second.counters().tombstones()).isEqualTo(1);
            proxy.leadTo(second.tcpPort());
            proxy.heedAnswers();
            proxy.refuse(false);

            assertThat(Waiting.get(heard).status()).isEqualTo(Receipt.Status.DELIVERED);
            assertThat(Waiting.get(unsent).status()).isEqualTo(Receipt.Status.DELIVERED);
            assertThat(atServer.texts()).containsExactly("acknowledged", "heard", "heard", "unsent");
            assertThat(atServer.messages).extracting(Message::maybeRepeated).containsExactly(false, false, true, false);
            assertThat(atServer.messages)
                    .extracting(Message::id)
                    .filteredOn(id -> id == heard.id())
                    .hasSize(2);
            session.close();
        }
    }

    /** As if processes had been killed: one before it could note down WELCOME, and the next after it had heard something. */
    @Test
    void shouldGoOnTimeAndAgainWithASessionWhoseWelcomeWasLost() throws IOException {
        proxy.refuse(true);
        Waiting.failure(builder(SHORT).connectAsync(Pair.HOST, proxy.port()), PeerUnreachableException.class);
        Path file = onlyFile(directory.resolve("client"));
        byte[] begun = Files.readAllBytes(file);
        SessionId id = connectAndLose();
        Files.write(file, begun);

        proxy.refuse(false);
        Session second = connect(SHORT);
        assertThat(second.id()).isEqualTo(id);
        serverSide().send("heard", Via.TCP);
        assertThat(Waiting.take(atClient.messages).text()).isEqualTo("heard");
        Waiting.get(second.send("one", Via.TCP));
        lose();

        proxy.refuse(false);
        Session third = connect(Limits.DEFAULTS);
        assertThat(third.id()).isEqualTo(id);
        Waiting.get(third.send("two", Via.TCP));
        assertThat(atServer.texts()).containsExactly("one", "two");
        third.close();
    }

    @Test
    void shouldSayWhatIsUnknownWhenItIsStartedAgainAtAServerThatHasForgotten() throws IOException {
        Session first = connect(SHORT);
        proxy.swallowAnswers();
        Sending sent = first.send("sent", Via.TCP);
        assertThat(Waiting.take(atServer.messages).text()).isEqualTo("sent");
        lose();
        assertThat(Waiting.failure(sent, SessionClosedException.class).isKept()).isTrue();
        server.closeNow();
        try (ChatServer other = Pair.serverBuilder().start()) {
            proxy.leadTo(other.tcpPort());
            proxy.heedAnswers();
            proxy.refuse(false);
            Session second = ChatClient.builder()
                    .outbox(directory.resolve("client"), Durability.WRITE)
                    .connect(Pair.HOST, proxy.port());
            second.listen(atClient); // too late for other events, but not for this one

            assertThat(Waiting.take(atClient.fates).ids()).containsExactly(sent.id());
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.restored()).isEmpty();
            second.close();
        }
    }

    private SessionId connectAndLose() throws IOException {
        proxy.refuse(false);
        Session session = connect(SHORT);
        lose();
        return session.id();
    }

    /** The session ends at the client, and the server goes on to wait. */
    private void lose() throws IOException {
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.closed);
    }

    private Session serverSide() {
        return server.sessions().iterator().next();
    }

    private ChatServer serve(Path notes) {
        return Pair.serverBuilder()
                .outbox(notes, Durability.WRITE)
                .onSession(accepted -> accepted.listen(atServer))
                .start();
    }

    private static Path onlyFile(Path outbox) throws IOException {
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findAny()
                    .orElseThrow();
        }
    }

    private Session connect(Limits limits) {
        return builder(limits).connect(Pair.HOST, proxy.port());
    }

    private ChatClient.Builder builder(Limits limits) {
        return ChatClient.builder()
                .limits(limits)
                .listener(atClient)
                .outbox(directory.resolve("client"), Durability.WRITE);
    }
}
