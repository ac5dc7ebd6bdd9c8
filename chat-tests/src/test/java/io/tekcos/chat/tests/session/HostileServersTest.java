package io.tekcos.chat.tests.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else answers at the address of a session's server. Whatever that says, the session waits for its own. */
class HostileServersTest {

    private static final int TEXTS = 5;
    private static final int FAR_AHEAD = 1_000;

    private Parted parted;

    @BeforeEach
    void begin() throws IOException {
        parted = new Parted();
    }

    @AfterEach
    void end() throws IOException {
        parted.close();
    }

    @Test
    void shouldGoOnTryingWhenSomebodyWithoutTheSecretSaysResumed() throws IOException {
        RawSession guessed = RawSession.guessed(parted.client.id());
        shouldWaitForTheTrueServer(
                (ack, resume) -> guessed.resumed(ack, resume, 0, 0), "not the server of this session");
    }

    @Test
    void shouldGoOnTryingWhenResumedAnswersAnotherQuestion() throws IOException {
        RawSession known = known();
        shouldWaitForTheTrueServer(
                (ack, resume) -> known.resumed(RawSession.ack(), resume, 0, 0), "not the server of this session");
    }

    @Test
    void shouldGoOnTryingWhenResumedNamesAPositionFromTheFutureOrBeforeTheBuffer() throws IOException {
        RawSession known = known();
        shouldWaitForTheTrueServer(
                (ack, resume) -> known.resumed(ack, resume, FAR_AHEAD, 0), "where this session has never been");
        shouldWaitForTheTrueServer(
                (ack, resume) -> known.resumed(ack, resume, 0, 0), "where this session has never been");
    }

    @Test
    void shouldGoOnTryingWhenSomebodySaysEndedWithoutProof() throws IOException {
        RawSession guessed = RawSession.guessed(parted.client.id());
        shouldWaitForTheTrueServer((ack, resume) -> RawSession.refused(RawSession.ENDED, 0), "ENDED");
        shouldWaitForTheTrueServer((ack, resume) -> guessed.ended(ack, resume, 0), "ENDED");
    }

    @Test
    void shouldGoOnTryingWhenEndedNamesAPositionFromTheFuture() throws IOException {
        RawSession known = known();
        shouldWaitForTheTrueServer(
                (ack, resume) -> known.ended(ack, resume, FAR_AHEAD), "where this session has never been");
    }

    @Test
    void shouldGoOnTryingWhenSomebodyTalksNonsenseOrRefusesForOtherReasons() throws IOException {
        byte[] http = "HTTP/1.1 400 Bad Request\r\n".getBytes(US_ASCII);
        shouldWaitForTheTrueServer((ack, resume) -> http, "does not follow the protocol");
        shouldWaitForTheTrueServer(
                (ack, resume) -> RawStream.frame(0x05, RawSession.random(20)), "does not follow the protocol");
        shouldWaitForTheTrueServer((ack, resume) -> RawSession.refused(RefusalCode.UNPROVEN.code(), 0), "UNPROVEN");
    }

    @Test
    void shouldGoOnTryingWhenSomebodyIsSilent() throws IOException {
        parted.close();
        parted = new Parted(
                Limits.DEFAULTS,
                Limits.builder().handshake(Duration.ofSeconds(2)).build());
        shouldWaitForTheTrueServer((ack, resume) -> new byte[0], "did not let us in within 2000 ms");
    }

    @Test
    void shouldEndWhenAnotherServerHasTakenTheAddress() throws IOException {
        try (ChatServer another = Pair.serverBuilder().start()) {
            List<Sending> heard = parted.send("heard", TEXTS, Via.TCP);
            Parted.shouldBeDelivered(heard);
            List<Sending> touched = parted.sendInVain(TEXTS, Via.TCP);
            List<Sending> away = parted.part().send("away", TEXTS, Via.TCP);
            parted.meet(another.tcpPort());

            assertThat(Waiting.take(parted.atClient.closed).cause()).isEqualTo(CloseCause.CONNECTION_LOST);
            Parted.shouldHaveFailed(touched, true);
            Parted.shouldHaveFailed(away, false);
            assertThat(parted.atClient.fates).containsExactly(new FatesUnknown(Parted.ids(touched)));
            assertThat(another.counters().refused()).containsEntry(RefusalCode.UNKNOWN, 1L);
            assertThat(another.counters().sessionsOpened()).isZero();
        }
    }

    /** The session's secret, from who reads the stream. */
    private RawSession known() {
        return RawSession.of(parted.proxy.said().get(0));
    }

    private void shouldWaitForTheTrueServer(RawServer.Answer answer, String why) throws IOException {
        List<Sending> heard = parted.send("heard", TEXTS, Via.TCP);
        Parted.shouldBeDelivered(heard);
        parted.atServer.messages.clear();
        List<Sending> unanswered = parted.sendUnanswered(TEXTS);
        List<Sending> inVain = parted.sendInVain(TEXTS, Via.TCP);
        List<Sending> away;
        try (RawServer hostile = new RawServer(answer)) {
            away = parted.part().send("away", TEXTS, Via.TCP);
            parted.meet(hostile.port());
            Waiting.until(
                    "it goes on trying",
                    () -> news().anyMatch(each -> each.why().contains(why)));
            assertThat(unanswered).noneMatch(Sending::isDone);
            parted.meet();
        }
        Waiting.take(parted.atClient.resumed);

        Stream.of(unanswered, inVain, away).forEach(Parted::shouldBeDelivered);
        assertThat(parted.atServer.texts()).hasSize(3 * TEXTS).doesNotHaveDuplicates();
        assertThat(parted.atServer.messages)
                .extracting(message -> message.id())
                .containsExactlyElementsOf(Stream.of(unanswered, inVain, away)
                        .flatMap(sendings -> Parted.ids(sendings).stream())
                        .toList());
        assertThat(parted.atClient.closed).isEmpty();
        assertThat(parted.server.sessions()).isEqualTo(Set.of(parted.accepted()));
    }

    private Stream<Reconnecting> news() {
        return parted.atClient.reconnecting.stream();
    }
}
