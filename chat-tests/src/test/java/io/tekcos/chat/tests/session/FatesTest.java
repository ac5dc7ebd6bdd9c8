package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client learns of its texts when its session ends while it is away. */
class FatesTest {

    private static final int TEXTS = 10;
    private static final Limits IMPATIENT =
            Limits.builder().resume(Duration.ofMillis(500)).build();

    @Test
    void shouldKnowExactlyWhatWasHeardOfASessionThatTheServerHasEnded() throws IOException {
        try (Parted parted = new Parted()) {
            List<Sending> heard = parted.sendUnanswered(TEXTS);
            List<Sending> inVain = parted.sendInVain(TEXTS, Via.TCP);
            List<Sending> away = parted.part().send("away", TEXTS, Via.TCP);
            parted.accepted().closeNow();
            parted.meet();

            shouldHaveLost(parted);
            Parted.shouldBeDelivered(heard);
            Parted.shouldHaveFailed(inVain, false);
            Parted.shouldHaveFailed(away, false);
            assertThat(parted.atClient.fates).isEmpty();
            assertThat(parted.atServer.messages).hasSize(TEXTS);
            assertThat(parted.server.counters().refused()).containsEntry(RefusalCode.ENDED, 1L);
        }
    }

    @Test
    void shouldKnowThatNothingWasHeardOfTextsSentAwayFromASessionThatHadToMakeRoom() throws IOException {
        try (Parted parted = new Parted(Limits.builder().detached(1).build(), Limits.DEFAULTS);
                CuttingProxy other = new CuttingProxy(parted.server.tcpPort())) {
            List<Sending> heard = parted.send("heard", TEXTS, Via.TCP);
            Parted.shouldBeDelivered(heard);
            List<Sending> away = parted.part().send("away", TEXTS, Via.TCP);
            Heard atOther = new Heard();
            try (Session more = ChatClient.builder().listener(atOther).connect(Pair.HOST, other.port())) {
                other.cut();
                assertThat(Waiting.take(parted.atServer.closed))
                        .isEqualTo(new SessionClosed(
                                CloseCause.CONNECTION_LOST,
                                Initiator.NETWORK,
                                "too many sessions wait for their clients"));
                Waiting.take(atOther.resumed);
                assertThat(more.isConnected()).isTrue();
            }
            parted.meet();

            shouldHaveLost(parted);
            Parted.shouldHaveFailed(away, false);
            assertThat(parted.atClient.fates).isEmpty();
        }
    }

    @Test
    void shouldNotKnowOfTextsByBothWhoseDatagramsHadLeft() throws IOException {
        try (Parted parted = new Parted()) {
            Waiting.get(parted.client.whenUdpUp());
            List<Sending> byTcp = parted.sendInVain(TEXTS, Via.TCP);
            List<Sending> byBoth = parted.sendInVain(TEXTS, Via.BOTH);
            Waiting.until("the copies are heard", () -> parted.atServer.messages.size() == TEXTS);
            parted.part();
            assertThat(parted.client.udp()).isEqualTo(PathState.DOWN);
            List<Sending> away = parted.send("away", TEXTS, Via.TCP);
            parted.accepted().closeNow();
            parted.meet();

            shouldHaveLost(parted);
            Parted.shouldHaveFailed(byTcp, false);
            Parted.shouldHaveFailed(away, false);
            Parted.shouldHaveFailed(byBoth, true);
            assertThat(parted.atClient.fates).containsExactly(new FatesUnknown(Parted.ids(byBoth)));
        }
    }

    @Test
    void shouldNotKnowOfAnythingThatTouchedASocketWhenTheServerIsGoneForGood() throws IOException {
        try (Parted parted = new Parted(Limits.DEFAULTS, IMPATIENT)) {
            List<Sending> delivered = parted.send("delivered", TEXTS, Via.TCP);
            Parted.shouldBeDelivered(delivered);
            List<Sending> touched = parted.sendInVain(TEXTS, Via.TCP);
            List<Sending> away = parted.part().send("away", TEXTS, Via.TCP);

            shouldHaveLost(parted);
            Parted.shouldHaveFailed(touched, true);
            Parted.shouldHaveFailed(away, false);
            assertThat(parted.atClient.fates).containsExactly(new FatesUnknown(Parted.ids(touched)));
        }
    }

    @Test
    void shouldEndAsAGoodbyeWhenItsAnswerIsLost() throws IOException {
        try (Parted parted = new Parted()) {
            List<Sending> heard = parted.sendUnanswered(TEXTS);
            parted.closeUnanswered();
            parted.proxy.heedAnswers();
            parted.proxy.cut();

            shouldHaveSaidGoodbye(parted);
            Parted.shouldBeDelivered(heard);
            assertThat(parted.atClient.resumed).isEmpty();
            assertThat(parted.server.counters().refused()).containsEntry(RefusalCode.ENDED, 1L);
        }
    }

    @Test
    void shouldEndAsAGoodbyeAfterTheLastTextsWhenTheyAreLostWithTheAnswer() throws IOException {
        try (Parted parted = new Parted()) {
            List<Sending> heard = parted.sendUnanswered(TEXTS);
            Sending last = parted.accepted().send("the last", Via.TCP);
            parted.closeUnanswered();
            parted.proxy.heedAnswers();
            parted.proxy.cut();

            shouldHaveSaidGoodbye(parted);
            Parted.shouldBeDelivered(heard);
            Parted.shouldBeDelivered(List.of(last));
            assertThat(parted.atClient.texts()).containsExactly("the last");
            assertThat(parted.atClient.resumed).hasSize(1);
        }
    }

    private static void shouldHaveSaidGoodbye(Parted parted) {
        assertThat(Waiting.take(parted.atClient.closed))
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        assertThat(Waiting.take(parted.atServer.closed))
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        assertThat(parted.atClient.reconnecting).hasSize(1);
        assertThat(parted.atClient.fates).isEmpty();
        assertThat(parted.atServer.messages).hasSize(TEXTS);
    }

    private static void shouldHaveLost(Parted parted) {
        assertThat(Waiting.take(parted.atClient.closed))
                .satisfies(how -> assertThat(how.cause()).isEqualTo(CloseCause.CONNECTION_LOST))
                .satisfies(how -> assertThat(how.by()).isEqualTo(Initiator.NETWORK));
    }
}
