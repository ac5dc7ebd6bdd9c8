package io.tekcos.chat.tests.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A client and a server whose connection goes through a proxy, which can keep them apart. */
final class Parted implements AutoCloseable {

    final Heard atServer = new Heard();
    final Heard atClient = new Heard();
    final ChatServer server;
    final SwallowingProxy proxy;
    final Session client;
    private final CompletableFuture<Session> accepted = new CompletableFuture<>();

    Parted() throws IOException {
        this(Limits.DEFAULTS, Limits.DEFAULTS);
    }

    Parted(Limits atServers, Limits atClients) throws IOException {
        server = Pair.serverBuilder()
                .limits(atServers)
                .onSession(session -> session.listen(accepted.complete(session) ? atServer : new Heard()))
                .start();
        proxy = new SwallowingProxy(server.tcpPort());
        client = ChatClient.builder().limits(atClients).listener(atClient).connect(Pair.HOST, proxy.port());
    }

    /** The server's end of the session. */
    Session accepted() {
        return Waiting.get(accepted);
    }

    /** The connection is cut, and the client finds nobody at the server's address. */
    Parted part() throws IOException {
        proxy.leadTo(Pair.NOBODY);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Waiting.take(atServer.reconnecting);
        return this;
    }

    /** The client finds the server again. */
    void meet() {
        meet(server.tcpPort());
    }

    /** The client finds another server in its place. */
    void meet(int tcpPort) {
        proxy.heedAnswers();
        proxy.heedTexts();
        proxy.leadTo(tcpPort);
    }

    /** Sends so many texts from the client. */
    List<Sending> send(String text, int texts, Via via) {
        return IntStream.range(0, texts)
                .mapToObj(i -> client.send(text + " " + i, via, via == Via.TCP ? Fallback.TCP : Fallback.NONE))
                .toList();
    }

    /** Sends so many texts that are heard, while the client hears nothing of it. */
    List<Sending> sendUnanswered(int texts) {
        int before = atServer.messages.size();
        proxy.swallowAnswers();
        List<Sending> sendings = send("unanswered", texts, Via.TCP);
        Waiting.until("all are heard", () -> atServer.messages.size() == before + texts);
        return sendings;
    }

    /** Sends so many texts that leave the client by TCP and never come. */
    List<Sending> sendInVain(int texts, Via via) {
        proxy.swallowTexts();
        List<Sending> sendings = send("in vain by " + via, texts, via);
        Waiting.until("they have left", () -> said().contains("in vain by " + via + " " + (texts - 1)));
        return sendings;
    }

    /** Begins to close the client's session, and waits until the server has answered, which the client does not hear. */
    void closeUnanswered() {
        proxy.swallowAnswers();
        new Thread(client::close, "closing").start();
        Waiting.until("the server has said goodbye", () -> hasBye(last(proxy.answered())));
    }

    /** Whether the server has sent something in which these words stand. */
    boolean hasAnswered(String words) {
        return new String(last(proxy.answered()), US_ASCII).contains(words);
    }

    private String said() {
        return new String(last(proxy.said()), US_ASCII);
    }

    private static byte[] last(List<byte[]> connections) {
        return connections.get(connections.size() - 1);
    }

    private static boolean hasBye(byte[] frames) {
        ByteBuffer in = ByteBuffer.wrap(frames);
        while (in.remaining() > Integer.BYTES) {
            int end = in.getInt() + in.position();
            if (in.get() == RawStream.BYE) {
                return true;
            }
            in.position(Math.min(end, in.limit()));
        }
        return false;
    }

    static void shouldBeDelivered(List<Sending> sendings) {
        assertThat(sendings).allMatch(sending -> Waiting.get(sending).status() == Receipt.Status.DELIVERED);
    }

    static void shouldHaveFailed(List<Sending> sendings, boolean fateUnknown) {
        assertThat(sendings)
                .extracting(sending ->
                        Waiting.failure(sending, SessionClosedException.class).fateUnknown())
                .containsOnly(fateUnknown);
    }

    static List<Long> ids(List<Sending> sendings) {
        return sendings.stream().map(Sending::id).toList();
    }

    @Override
    public void close() throws IOException {
        client.closeNow();
        proxy.close();
        server.closeNow();
    }
}
