package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.RawStream.RawFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Connections that want in and may not, many of each kind, while good sessions talk: each is counted for what it is, none gets
 * in, and the good sessions keep their connections and hear nothing but their texts.
 */
class FloodTest {

    private static final int EACH = 50;
    private static final int HANDSHAKE_SECONDS = 2;
    private static final int RECEIVED = 0x10;
    private static final int TEXT = 0x41;

    private final Pair good = new Pair(
                    builder -> builder.limits(Limits.builder()
                            .handshake(Duration.ofSeconds(HANDSHAKE_SECONDS))
                            .build()),
                    builder -> builder)
            .udpUp();
    private final Heard atResumed = new Heard();
    private final Map<RefusalCode, Long> refused = new EnumMap<>(RefusalCode.class);
    private SwallowingProxy proxy;
    private Session resumed;
    private ServerCounters before;
    private long vanished;
    private long strangers;

    @BeforeEach
    void begin() throws IOException {
        proxy = new SwallowingProxy(good.server.tcpPort());
        resumed = ChatClient.builder().listener(atResumed).connect(Pair.HOST, proxy.port());
        proxy.cut();
        Waiting.take(atResumed.resumed);
        atResumed.reconnecting.clear();
        good.atClient.paths.clear();
        good.atServer.paths.clear();
        Waiting.until("none is in the handshake", () -> good.server.counters().halfOpen() == 0);
        before = good.server.counters();
    }

    @AfterEach
    void shouldHaveLetNobodyInAndHarmedNobody() throws IOException {
        try (Pair pair = good;
                SwallowingProxy between = proxy;
                Session other = resumed) {
            shouldTalk();
            Waiting.until("all are counted", () -> pair.server.counters().vanished() - before.vanished() == vanished);
            ServerCounters after = pair.server.counters();
            assertThat(after.refused()).isEqualTo(refused);
            assertThat(after.strangers().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(strangers);
            assertThat(after.sessionsOpened()).isEqualTo(before.sessionsOpened());
            assertThat(after.resumes()).isEqualTo(before.resumes());
            assertThat(pair.client.counters().resumes()).isZero();
            assertThat(other.counters().resumes()).isOne();
            assertThat(between.said()).hasSize(2);
            for (Heard heard : List.of(pair.atClient, pair.atServer, atResumed)) {
                assertThat(heard.reconnecting).isEmpty();
                assertThat(heard.resumed).isEmpty();
                assertThat(heard.closed).isEmpty();
            }
            assertThat(pair.atClient.paths).isEmpty();
            assertThat(pair.atServer.paths).isEmpty();
        }
    }

    @Test
    void shouldCountWhoNeverAsksAndWhoNeverEndsItsQuestion() throws IOException {
        byte[] resume = captured();
        List<RawStream> halfOpen = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            connect().close();
            connect().send(Arrays.copyOf(resume, 1 + i)).close();
            halfOpen.add(connect().send(Arrays.copyOf(resume, 2 * i)));
            shouldTalkSometimes(i);
        }
        for (RawStream raw : halfOpen) {
            shouldBeRefused(RefusalCode.TOO_LATE, raw);
        }
        vanished += 2 * EACH;
    }

    @Test
    void shouldNameStrangersAndRefuseGarbage() throws IOException {
        for (int i = 0; i < EACH; i++) {
            byte[] garbage = RawSession.random(20 + 20 * i);
            garbage[0] = (byte) 0x9a;
            try (RawStream raw = connect().send(garbage)) {
                raw.readToTheEnd();
            }
            shouldBeRefused(RefusalCode.MALFORMED, connect().send(RawStream.frame(RawSession.RESUME)));
            shouldTalkSometimes(i);
        }
        strangers += EACH;
    }

    @Test
    void shouldRefuseWhoCannotProveThatASessionIsItsOwn() throws IOException {
        byte[] captured = captured();
        for (int i = 1; i <= EACH; i++) {
            shouldRefuse(RefusalCode.UNPROVEN, RawSession.guessed(good.client.id()), i, 0);
            shouldRefuse(RefusalCode.UNPROVEN, RawSession.guessed(resumed.id()), i, 0);
            shouldRefuse(RefusalCode.UNKNOWN, RawSession.unknown(), i, 0);
            shouldBeRefused(RefusalCode.UNPROVEN, connect().send(captured));
            shouldTalkSometimes(i);
        }
        vanished += EACH; // who is unknown may still join, and does not
    }

    @Test
    void shouldRefuseImpossiblePositionsAndOldAttemptsOfAClientWithProof() throws IOException {
        byte[] join = RawStream.join();
        RawSession own = RawSession.of(join);
        try (RawStream first = connect().greeted().send(join)) {
            assertThat(first.read().type()).isEqualTo(RawStream.WELCOME);
            before = good.server.counters();
            Session atServer = find(new SessionId(
                    ByteBuffer.wrap(own.id()).getLong(),
                    ByteBuffer.wrap(own.id()).getLong(Long.BYTES)));
            shouldHear(first, atServer, 1);
            first.send(RawStream.frame(
                    RECEIVED, ByteBuffer.allocate(Long.BYTES).putLong(1).array()));
            Waiting.until("it is acknowledged", () -> atServer.counters().unacknowledgedBytes() == 0);
            for (int i = 1; i <= EACH; i++) {
                shouldRefuse(RefusalCode.IMPOSSIBLE_POSITION, own, 2 * i, 1 + i);
                shouldRefuse(RefusalCode.IMPOSSIBLE_POSITION, own, 2 * i + 1, 0);
                shouldRefuse(RefusalCode.SUPERSEDED, own, i, 1);
                shouldTalkSometimes(i);
            }
            shouldHear(first, atServer, 2);
            assertThat(atServer.counters().resumes()).isZero();
        }
    }

    private static void shouldHear(RawStream raw, Session from, long position) throws IOException {
        from.send("position " + position, Via.TCP);
        assertThat(raw.read().type()).isEqualTo(TEXT);
    }

    /** The RESUME that the server has accepted by another connection. */
    private byte[] captured() {
        byte[] said = proxy.said().get(1);
        return Arrays.copyOf(said, Integer.BYTES + ByteBuffer.wrap(said).getInt());
    }

    private RawStream connect() throws IOException {
        return new RawStream(good.server.tcpPort());
    }

    private void shouldRefuse(RefusalCode code, RawSession session, int attempt, long received) throws IOException {
        RawStream raw = connect();
        shouldBeRefused(code, raw.send(session.resume(raw.read().body(), attempt, received)));
    }

    private void shouldBeRefused(RefusalCode code, RawStream connection) throws IOException {
        try (connection) {
            RawFrame answer = connection.read();
            if (answer.type() == RawStream.ACK) {
                answer = connection.read();
            }
            assertThat(answer.type()).isEqualTo(RawStream.REFUSED);
            assertThat(answer.body().getShort()).isEqualTo((short) code.code());
        }
        refused.merge(code, 1L, Long::sum);
    }

    private Session find(SessionId id) {
        return good.server.sessions().stream()
                .filter(session -> session.id().equals(id))
                .findAny()
                .orElseThrow();
    }

    private void shouldTalkSometimes(int i) {
        if (i % 10 == 0) {
            shouldTalk();
        }
    }

    private void shouldTalk() {
        for (Session session : List.of(good.client, good.accepted())) {
            Waiting.get(session.send("still here", Via.TCP));
        }
        resumed.send("I too", Via.TCP);
        find(resumed.id()).send("and I", Via.TCP);
        assertThat(good.atServer.message().text()).isEqualTo("still here");
        assertThat(good.atClient.message().text()).isEqualTo("still here");
        assertThat(atResumed.message().text()).isEqualTo("and I");
    }
}
