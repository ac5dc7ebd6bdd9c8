package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedDatagrams.Sent;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's UDP channel with one session: its binding, and texts both ways. */
class ServerDatagramHandlerTest {

    private static final InetSocketAddress CLIENT = EmbeddedDatagrams.CLIENT;
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("198.51.100.9", 6);

    private final EmbeddedServer server = new EmbeddedServer();
    private EmbeddedDatagrams udp;
    private long id;

    @BeforeEach
    void join() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        EmbeddedStream stream = server.connect();
        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Ack.class, ack -> assertThat(ack.udpPort()).isEqualTo(EmbeddedDatagrams.SERVER.getPort()));
        stream.receive(EmbeddedServer.joinAs(1));
        id = ((Welcome) stream.sent().get(0)).id();
    }

    @AfterEach
    void end() {
        server.close();
        udp.finishAndReleaseAll();
    }

    @Test
    void shouldSendNothingBeforeTheClientHasSpoken() {
        assertThat(udp.sent()).isEmpty();
        assertThat(server.session().udp()).isEqualTo(PathState.PROBING);
    }

    @Test
    void shouldAnswerHeloWithACookieToWhereItCameFromAndNotWithMoreBytes() {
        byte[] helo = Bytes.of(new Helo(id, 1));
        udp.receive(helo, ELSEWHERE);

        Sent answer = only(udp.sent());
        assertThat(answer.datagram()).isInstanceOf(HeloOk.class);
        assertThat(answer.datagram().id()).isEqualTo(id);
        assertThat(answer.to()).isEqualTo(ELSEWHERE);
        assertThat(answer.bytes()).isLessThanOrEqualTo(helo.length);
        assertThat(server.session().udp()).isEqualTo(PathState.PROBING);
    }

    @Test
    void shouldComeUpWithAValidBindAndSaySo() {
        CompletableFuture<Void> up = server.session().whenUdpUp();
        bind(CLIENT, 2);

        assertThat(only(udp.sent())).satisfies(sent -> {
            assertThat(sent.datagram()).isInstanceOf(Bound.class);
            assertThat(sent.to()).isEqualTo(CLIENT);
        });
        assertThat(server.session().udp()).isEqualTo(PathState.UP);
        assertThat(up).isCompleted();
        assertThat(server.heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        PathChanged.class, change -> assertThat(change.udp()).isEqualTo(PathState.UP));
    }

    @Test
    void shouldHearTextsThatComeFromTheBoundAddress() {
        bind(CLIENT, 2);
        server.heard.clear();

        udp.receive(new TextDatagram(id, 3, 77, 0, "빠른 👋"), CLIENT);
        udp.receive(new TextDatagram(id, 5, 78, 0, ""), CLIENT);
        udp.receive(new TextDatagram(id, 4, 79, 0, "late"), CLIENT);

        assertThat(server.heard)
                .containsExactly(
                        new Message(77, "client", "빠른 👋", Via.UDP, false),
                        new Message(78, "client", "", Via.UDP, false),
                        new Message(79, "client", "late", Via.UDP, false));
        assertThat(server.session().counters().udp().textsReceived()).isEqualTo(3);
        assertThat(server.session().counters().udp().datagramsReceived()).isEqualTo(5);
        assertThat(server.session().counters().tcp().textsReceived()).isZero();
    }

    @Test
    void shouldSendTextsToTheBoundAddressNumberedInOneFlush() {
        bind(CLIENT, 2);
        long before = only(udp.sent()).datagram().number();
        CompletableFuture<Receipt> first = send("one");
        CompletableFuture<Receipt> second = send("two");

        server.session().endTurn();

        List<Sent> sent = udp.sent();
        assertThat(sent).extracting(Sent::to).containsExactly(CLIENT, CLIENT);
        assertThat(sent).extracting(one -> one.datagram().number()).containsExactly(before + 1, before + 2);
        assertThat(sent)
                .extracting(one -> ((TextDatagram) one.datagram()).text())
                .containsExactly("one", "two");
        long textId = ((TextDatagram) sent.get(0).datagram()).textId();
        assertThat(first).isCompletedWithValue(new Receipt(textId, Via.UDP, Receipt.Status.SENT));
        assertThat(second).isCompleted();
        assertThat(server.session().counters().udp().textsSent()).isEqualTo(2);
    }

    @Test
    void shouldMoveToAnAddressThatBindsAgainAndDropWhatTheOldOneSends() {
        bind(CLIENT, 2);
        bind(ELSEWHERE, 4);
        server.heard.clear();
        udp.sent();

        udp.receive(new TextDatagram(id, 5, 1, 0, "old"), CLIENT);
        udp.receive(new TextDatagram(id, 6, 2, 0, "new"), ELSEWHERE);
        send("answer");
        server.session().endTurn();

        assertThat(server.heard).containsExactly(new Message(2, "client", "new", Via.UDP, false));
        assertThat(only(udp.sent()).to()).isEqualTo(ELSEWHERE);
        assertThat(server.session().counters().udp().dropped()).containsEntry(DropReason.WRONG_ADDRESS, 1L);
        assertThat(server.session().udp()).isEqualTo(PathState.UP);
    }

    @Test
    void shouldGoOnAfterAnErrorOfTheSocket() {
        udp.pipeline().fireExceptionCaught(new PortUnreachableException("planned"));

        assertThat(udp.isOpen()).isTrue();
        bind(CLIENT, 2);
        assertThat(server.session().udp()).isEqualTo(PathState.UP);
    }

    @Test
    void shouldForgetTheIdWhenTheSessionHasEnded() {
        bind(CLIENT, 2);
        server.session().closeNow();
        udp.sent();

        udp.receive(new TextDatagram(id, 3, 1, 0, "ghost"), CLIENT);
        udp.receive(new Helo(id, 4), CLIENT);

        assertThat(udp.sent()).isEmpty();
        assertThat(server.acceptor.counters().droppedDatagrams()).containsEntry(DropReason.UNKNOWN_ID, 2L);
        assertThat(server.session().counters().udp().textsReceived()).isZero();
    }

    /** The client's part of the dance, with the numbers before and at this one. */
    private void bind(InetSocketAddress from, long number) {
        udp.bind(id, EmbeddedServer.SECRET, from, number);
    }

    private CompletableFuture<Receipt> send(String text) {
        return server.session().send(text, Via.UDP, Fallback.NONE);
    }

    private static Sent only(List<Sent> sent) {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
