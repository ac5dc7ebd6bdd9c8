package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Relayed.Direction;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts by both paths, one of which is held back: the other wins, each text is heard once, and everybody says how it was. */
class BothTest {

    /** Which of the two directions, and where its listeners run. */
    enum Case {
        TO_SERVER,
        TO_CLIENT,
        TO_SERVER_ON_EXECUTORS,
        TO_CLIENT_ON_EXECUTORS
    }

    private static final String LONGEST = "x".repeat(Limits.MAX_COPY_TEXT_BYTES);

    private @Nullable Relayed relayed;

    private Direction begin(Case each) throws IOException {
        boolean onExecutors = each.name().endsWith("EXECUTORS");
        Relayed begun = new Relayed(
                        server -> onExecutors ? server.executor(Pair.THREADS) : server,
                        client -> onExecutors ? client.executor(Pair.THREADS) : client,
                        relay -> {})
                .udpUp();
        relayed = begun;
        return each.name().startsWith("TO_SERVER") ? begun.toServer() : begun.toClient();
    }

    @AfterEach
    void end() {
        if (relayed != null) {
            relayed.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHeardByUdpWhenTcpIsHeldBackAndBeDeliveredOnlyWithTheStream(Case each) throws IOException {
        Direction way = begin(each);
        way.tcp().hold();

        Sending sending = send(way, "first by UDP");
        Message message = way.heard().message();
        assertThat(message.via()).isEqualTo(Via.UDP);
        assertThat(message.both()).isTrue();
        assertThat(message.id()).isEqualTo(sending.id());
        assertThat(message.text()).isEqualTo("first by UDP");
        assertThat(way.heard().slower).isEmpty();
        assertThat(sending).isNotDone();
        way.tcp().release();

        shouldBeDelivered(sending);
        shouldHaveHeardTheSlower(way, sending, Via.TCP);
        Both both = way.to().counters().both();
        assertThat(both.udpFirst().texts()).isEqualTo(1);
        assertThat(both.udpFirst().measured()).isEqualTo(1);
        assertThat(both.udpFirst().longest())
                .isPositive()
                .isEqualTo(both.udpFirst().mean());
        assertThat(both.tcpFirst().texts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHeardByTcpWhenUdpIsHeldBack(Case each) throws IOException {
        Direction way = begin(each);
        way.udp().hold(RawDatagrams.COPY);

        Sending sending = send(way, "first by TCP");
        Message message = way.heard().message();
        assertThat(message.via()).isEqualTo(Via.TCP);
        assertThat(message.both()).isTrue();
        assertThat(message.id()).isEqualTo(sending.id());
        shouldBeDelivered(sending);
        assertThat(way.heard().slower).isEmpty();
        Waiting.until(
                "the copy is at the relay",
                () -> way.udp().seen(RawDatagrams.COPY).size() == 1);
        way.udp().release();

        shouldHaveHeardTheSlower(way, sending, Via.UDP);
        Both both = way.to().counters().both();
        assertThat(both.tcpFirst().texts()).isEqualTo(1);
        assertThat(both.tcpFirst().measured()).isEqualTo(1);
        assertThat(both.udpFirst().texts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeDeliveredBeforeTheStreamSaysSoAlthoughBothCopiesWereHeard(Case each) throws IOException {
        Direction way = begin(each);
        way.answers().hold();

        Sending sending = send(way, "heard by both");
        assertThat(way.heard().message().id()).isEqualTo(sending.id());
        Waiting.take(way.heard().slower);
        assertThat(sending).isNotDone();
        way.answers().release();

        shouldBeDelivered(sending);
        assertThat(way.heard().messages).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHeardOnceWhenItsDatagramIsDoubled(Case each) throws IOException {
        Direction way = begin(each);
        way.tcp().hold();
        way.udp().repeat(3);
        Sending sending = send(way, "by UDP, three times");
        assertThat(way.heard().message().via()).isEqualTo(Via.UDP);
        way.tcp().release();

        shouldBeDelivered(sending);
        shouldHaveHeardTheSlower(way, sending, Via.TCP);
        Waiting.until(
                "two or more were dropped, for other datagrams are doubled as well",
                () -> way.to().counters().udp().dropped().getOrDefault(DropReason.DUPLICATE, 0L) >= 2);
        assertThat(way.heard().messages).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHeardByTcpWhenItsDatagramIsLost(Case each) throws IOException {
        Direction way = begin(each);
        way.udp().lose(RawDatagrams.COPY);

        for (int i = 0; i < 100; i++) {
            Sending sending = send(way, "lost " + i);
            shouldBeDelivered(sending);
            assertThat(way.heard().message())
                    .extracting(Message::id, Message::via, Message::both)
                    .containsExactly(sending.id(), Via.TCP, true);
        }

        Waiting.until(
                "all are at the relay", () -> way.udp().seen(RawDatagrams.COPY).size() == 100);
        assertThat(way.heard().slower).isEmpty();
        Both both = way.to().counters().both();
        assertThat(both.tcpFirst().texts()).isEqualTo(100);
        assertThat(both.tcpFirst().measured()).isZero();
        assertThat(way.from().counters().both().textsSent()).isEqualTo(100);
    }

    @Test
    void shouldTakeTheLongestOfWhichThereIsACopyAndSendALongerOneByTcpAlone() throws IOException {
        Direction way = begin(Case.TO_SERVER);
        way.tcp().hold();
        Sending longest = send(way, LONGEST);
        assertThat(way.heard().message().via()).isEqualTo(Via.UDP);
        way.tcp().release();
        shouldBeDelivered(longest);

        Sending longer = way.from().send(LONGEST + "x", Via.BOTH);

        assertThat(longer.via()).isEqualTo(Via.TCP);
        assertThat(Waiting.get(longer)).isEqualTo(new Receipt(longer.id(), Via.TCP, Receipt.Status.DELIVERED));
        assertThat(way.heard().message())
                .extracting(Message::id, Message::via, Message::both)
                .containsExactly(longer.id(), Via.TCP, false);
        assertThat(refusal(way, LONGEST + "x")).isEqualTo(Reason.TOO_LONG);
        assertThat(refusal(way, "글".repeat(383))).isEqualTo(Reason.TOO_LONG); // 1149 bytes
        assertThat(way.from().counters().both().textsSent()).isEqualTo(1);
        assertThat(way.from().counters().udp().fallbacks()).isEqualTo(1);
        assertThat(way.udp().seen(RawDatagrams.COPY)).hasSize(1);
    }

    @Test
    void shouldTravelByTcpAloneOrNotAtAllWhenUdpIsNotUp() throws IOException {
        Relayed begun = new Relayed(builder -> builder, builder -> builder, relay -> relay.toServer.cut());
        relayed = begun;
        Direction way = begun.toServer();

        Sending sending = way.from().send("before UDP is up", Via.BOTH);

        assertThat(way.from().udp()).isNotEqualTo(PathState.UP);
        assertThat(Waiting.get(sending).via()).isEqualTo(Via.TCP);
        assertThat(way.heard().message())
                .extracting(Message::via, Message::both)
                .containsExactly(Via.TCP, false);
        assertThat(refusal(way, "not at all")).isEqualTo(Reason.UDP_NOT_UP);
        assertThat(way.from().counters().both().textsSent()).isZero();
        assertThat(way.from().counters().udp().fallbacks()).isEqualTo(1);
    }

    private static Sending send(Direction way, String text) {
        Sending sending = way.from().send(text, Via.BOTH, Fallback.NONE);
        assertThat(sending.via()).isEqualTo(Via.BOTH);
        assertThat(sending.isAccepted()).isTrue();
        return sending;
    }

    private static Reason refusal(Direction way, String text) {
        return Waiting.failure(way.from().send(text, Via.BOTH, Fallback.NONE), SendRefusedException.class)
                .reason();
    }

    private static void shouldBeDelivered(Sending sending) {
        assertThat(Waiting.get(sending)).isEqualTo(new Receipt(sending.id(), Via.BOTH, Receipt.Status.DELIVERED));
    }

    private static void shouldHaveHeardTheSlower(Direction way, Sending sending, Via via) {
        SlowerCopy slower = Waiting.take(way.heard().slower);
        assertThat(slower.id()).isEqualTo(sending.id());
        assertThat(slower.via()).isEqualTo(via);
        assertThat(slower.behind()).isGreaterThan(Duration.ZERO);
        assertThat(way.heard().messages).isEmpty();
        assertThat(way.heard().slower).isEmpty();
    }
}
