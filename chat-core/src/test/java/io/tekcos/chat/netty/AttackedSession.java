package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedDatagrams.Sent;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A server's session whose client has bound its address, and an attacker who can send anything from anywhere. What is asked
 * and what is answered is counted; time stands still.
 */
final class AttackedSession implements AutoCloseable {

    static final Bytes32 SECRET = EmbeddedServer.SECRET;
    static final InetSocketAddress ATTACKER = new InetSocketAddress("198.51.100.9", 6);
    static final InetSocketAddress ELSEWHERE = new InetSocketAddress("203.0.113.5", 50_001);

    private static final Duration STEP = Duration.ofMillis(100);

    final EmbeddedServer server = new EmbeddedServer();
    final EmbeddedDatagrams udp;
    final EmbeddedStream stream;
    final FramedSession session;
    final long id;
    private final List<Sent> answers = new ArrayList<>();
    private InetSocketAddress client = EmbeddedDatagrams.CLIENT;
    private long number;
    private long asked;

    AttackedSession() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        stream = server.join();
        session = server.session();
        id = server.datagramId();
    }

    /** The true client binds an address; returns the two datagrams it did that by. */
    List<Datagram> bind(InetSocketAddress from) {
        Helo helo = new Helo(id, ++number);
        Bytes32 cookie = cookie(helo, from);
        Bind bind = proven(++number, cookie);
        udp.receive(bind, from);
        udp.sent();
        client = from;
        assertThat(session.udp()).isEqualTo(PathState.UP);
        server.heard.clear();
        return List.of(helo, bind);
    }

    /** The cookie that an address gets; a second is let pass, so that there is one. */
    Bytes32 cookie(Helo helo, InetSocketAddress from) {
        pass(Duration.ofSeconds(1));
        answers.addAll(udp.sent());
        udp.receive(helo, from);
        return ((HeloOk) udp.sent().get(0).datagram()).cookie();
    }

    Bytes32 cookie(InetSocketAddress from) {
        return cookie(new Helo(id, nextNumber()), from);
    }

    Bind proven(long bindNumber, Bytes32 cookie) {
        return new Bind(id, bindNumber, cookie, Proofs.bind(SECRET, id, bindNumber, cookie));
    }

    /** Lets virtual time pass, while the client answers the server's PINGs on both paths. */
    void pass(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
            stream.pass(STEP);
            udp.sentWithPings().forEach(this::onSent);
            for (Frame frame : stream.sentWithPings()) {
                if (frame instanceof Ping ping) {
                    stream.receive(new Pong(ping.token()));
                }
            }
        }
    }

    private void onSent(Sent sent) {
        if (!(sent.datagram() instanceof PingDatagram ping)) {
            answers.add(sent);
        } else if (client.equals(sent.to())) {
            udp.receive(new PongDatagram(id, ++number, ping.token()), client);
        }
    }

    /** The client's next number. */
    long nextNumber() {
        return ++number;
    }

    /** Where the client has bound last. */
    InetSocketAddress client() {
        return client;
    }

    void attack(byte[] bytes, InetSocketAddress from) {
        asked += bytes.length;
        udp.receive(bytes, from);
    }

    void attack(Datagram datagram, InetSocketAddress from) {
        attack(Bytes.of(datagram), from);
    }

    /** What was answered to the attack so far. */
    List<Sent> answers() {
        answers.addAll(udp.sent());
        return answers;
    }

    long dropped(DropReason reason) {
        return session.counters().udp().dropped().getOrDefault(reason, 0L);
    }

    /** Nothing was heard or moved, no more bytes were answered than asked, and the true client's texts go both ways. */
    void shouldGoOn() {
        assertThat(answers().stream().mapToLong(Sent::bytes).sum())
                .as("bytes answered")
                .isLessThanOrEqualTo(asked);
        assertThat(server.heard).isEmpty();
        assertThat(session.udp()).isEqualTo(PathState.UP);
        shouldHearTheClient();
        shouldReachTheClient();
        assertThat(stream.isOpen()).isTrue();
    }

    private void shouldHearTheClient() {
        long received = session.counters().udp().textsReceived();
        long next = nextNumber();
        udp.receive(new TextDatagram(id, next, next, 0, "from the client"), client);

        assertThat(server.heard).containsExactly(new Message(next, "client", "from the client", Via.UDP, false));
        assertThat(session.counters().udp().textsReceived()).isEqualTo(received + 1);
        server.heard.clear();
    }

    private void shouldReachTheClient() {
        long sent = session.counters().udp().textsSent();
        CompletableFuture<Receipt> receipt = session.send("to the client", Via.UDP, Fallback.NONE);
        session.endTurn();

        assertThat(udp.sent()).singleElement().satisfies(datagram -> {
            assertThat(datagram.to()).isEqualTo(client);
            assertThat(((TextDatagram) datagram.datagram()).text()).isEqualTo("to the client");
        });
        assertThat(receipt).isCompleted();
        assertThat(receipt.join().via()).isEqualTo(Via.UDP);
        assertThat(session.counters().udp().textsSent()).isEqualTo(sent + 1);
    }

    @Override
    public void close() {
        server.close();
        udp.finishAndReleaseAll();
    }
}
