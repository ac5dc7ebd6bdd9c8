package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.RawStream.RawFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at the TCP port is named, counted and closed, and a good session beside it notices nothing. */
class BadStreamsTest {

    private final Pair good = new Pair(
            builder -> builder.limits(
                    Limits.builder().handshake(Duration.ofMillis(500)).build()),
            builder -> builder);

    @AfterEach
    void end() {
        good.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, 474554202f20485454502f312e310d0a0d0a",
        "TLS, 16030100c4010000c00303",
        "SSH, 5353482d322e302d4f70656e5353480d0a",
        "RDP, 0300002f2ae00000000000436f6f6b69653a",
        "SMB, 000000a4ff534d4272000000",
        "unrecognised bytes, 9a41f3c2d60b7781e5",
    })
    void shouldNameStrangersAndCloseThem(String name, String hex) throws IOException {
        try (RawStream raw = new RawStream(good.server.tcpPort()).greeted()) {
            raw.send(HexFormat.of().parseHex(hex)).readToTheEnd();
        }
        Waiting.until(
                name + " was counted", () -> good.server.counters().strangers().equals(Map.of(name, 1L)));
        shouldHaveNoticedNothing();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4097, 0x00ff_ffffL})
    void shouldRefuseALengthAtOnce(long length) throws IOException {
        shouldRefuse(
                RefusalCode.MALFORMED,
                new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
    }

    @Test
    void shouldCloseWhoeverAnnouncesFourGibibytes() throws IOException {
        try (RawStream raw = new RawStream(good.server.tcpPort()).greeted()) {
            raw.send(new byte[] {-1, -1, -1, -1}).readToTheEnd();
        }
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldRefuseAVersionFromTheFutureAWrongMagicAndBadNames() throws IOException {
        shouldRefuse(RefusalCode.VERSION, RawStream.join("raw", 2, 1024 * 1024));
        byte[] magic = RawStream.join();
        magic[5] = 'x';
        shouldRefuse(RefusalCode.MAGIC, magic);
        shouldRefuse(RefusalCode.NAME, RawStream.join("\u001b]0;title\u0007", 1, 1024 * 1024));
        shouldRefuse(RefusalCode.NAME, RawStream.join("", 1, 1024 * 1024));
        byte[] notUtf8 = RawStream.join();
        notUtf8[notUtf8.length - 11] = (byte) 0xff;
        shouldRefuse(RefusalCode.NAME, notUtf8);
        shouldRefuse(RefusalCode.MALFORMED, RawStream.frame(0x41, "too early".getBytes(StandardCharsets.US_ASCII)));
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldCloseTheSilentAndTheSlowWhenTheTimeLimitIsOver() throws IOException {
        try (RawStream silent = new RawStream(good.server.tcpPort()).greeted();
                RawStream slow = new RawStream(good.server.tcpPort()).greeted()) {
            slow.send(new byte[] {0, 0, 0});
            for (RawStream raw : List.of(silent, slow)) {
                RawFrame refused = raw.read();
                assertThat(refused.type()).isEqualTo(RawStream.REFUSED);
                assertThat(refused.body().getShort()).isEqualTo((short) RefusalCode.TOO_LATE.code());
                assertThat(raw.read().type()).isEqualTo(-1);
            }
        }
        assertThat(good.server.counters().refused()).isEqualTo(Map.of(RefusalCode.TOO_LATE, 2L));
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldCountWhoeverGoesAwayByItself() throws IOException {
        for (int i = 0; i < 3; i++) {
            new RawStream(good.server.tcpPort()).greeted().close();
        }
        Waiting.until("they were counted", () -> good.server.counters().vanished() == 3);
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldBearAnyBytesAtAll() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RawStream> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawStream raw = new RawStream(good.server.tcpPort()).greeted();
            streams.add(raw);
            byte[] bytes = new byte[1 + random.nextInt(2000)];
            random.nextBytes(bytes);
            raw.send(bytes);
        }
        for (RawStream raw : streams) {
            raw.readToTheEnd();
            raw.close();
        }
        Waiting.until(
                "none of them is left, seed " + seed,
                () -> good.server.counters().halfOpen() == 0
                        && good.server.counters().sessionsOpen() == 1);
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldEndASessionThatBreaksTheProtocolByItsCode() throws IOException {
        byte[][] violations = {
            {0, 0, 0, 0}, // a length of 0
            {0, 2, 0, 2}, // over 128 KiB
            RawStream.frame(0x41, new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, (byte) 0xff}),
            RawStream.frame(0x10, new byte[] {0, 0, 0, 0, 0, 0, 0, 1}),
            RawStream.frame(0x3f),
            RawStream.join(),
        };
        int[] codes = {3, 3, 4, 6, 2, 2};
        for (int i = 0; i < violations.length; i++) {
            try (RawStream raw = new RawStream(good.server.tcpPort()).greeted()) {
                raw.send(RawStream.join());
                assertThat(raw.read().type()).isEqualTo(RawStream.WELCOME);
                RawFrame bye = raw.send(violations[i]).read();
                assertThat(bye.type()).isEqualTo(RawStream.BYE);
                assertThat(bye.body().getShort()).as("violation %d", i).isEqualTo((short) codes[i]);
                assertThat(raw.read().type()).isEqualTo(-1);
            }
        }
        shouldHaveNoticedNothing();
    }

    @Test
    void shouldEndASessionWhosePeerReadsNothingAndEndsItsOutput() throws IOException {
        Limits large =
                Limits.builder().window(Limits.MAX_WINDOW).resume(Duration.ZERO).build();
        CompletableFuture<Session> begun = new CompletableFuture<>();
        try (ChatServer server = Pair.serverBuilder()
                        .limits(large)
                        .onSession(begun::complete)
                        .start();
                RawStream raw = new RawStream(server.tcpPort()).greeted()) {
            raw.send(RawStream.join("raw", 1, Limits.MAX_WINDOW));
            Session session = Waiting.get(begun);
            for (int i = 0; i < 500; i++) {
                session.send("x".repeat(64 * 1024), Via.TCP);
            }
            raw.endOutput();

            SessionClosed closed = Waiting.get(session.whenClosed());
            assertThat(closed.cause()).isEqualTo(CloseCause.CONNECTION_LOST);
        }
    }

    private void shouldRefuse(RefusalCode code, byte[] bytes) throws IOException {
        long before = good.server.counters().refused().getOrDefault(code, 0L);
        try (RawStream raw = new RawStream(good.server.tcpPort()).greeted()) {
            RawFrame refused = raw.send(bytes).read();
            assertThat(refused.type()).isEqualTo(RawStream.REFUSED);
            assertThat(refused.body().getShort()).isEqualTo((short) code.code());
            assertThat(raw.read().type()).isEqualTo(-1);
        }
        assertThat(good.server.counters().refused()).containsEntry(code, before + 1);
    }

    private void shouldHaveNoticedNothing() {
        Waiting.get(good.client.send("still here", Via.TCP));
        Waiting.get(good.accepted().send("so am I", Via.TCP));
        assertThat(good.atServer.message().text()).isEqualTo("still here");
        assertThat(good.atClient.message().text()).isEqualTo("so am I");
        assertThat(good.atClient.closed).isEmpty();
        assertThat(good.atServer.closed).isEmpty();
    }
}
