package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.testing.document.ProtocolDocument;
import io.tekcos.chat.transfer.TransferDesk;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.BulkParser;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.WireException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the figures of {@code docs/PROTOCOL.md} to the code: to its constants, or to what it does. */
class ProtocolFiguresTest {

    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final Map<String, String> FIGURES = DOCUMENT.rows("figure", "value", "note").stream()
            .collect(Collectors.toMap(row -> row.get(0).replace("*", ""), row -> row.get(1)));
    private static final long ID = 7;
    private static final Bytes32 SECRET = Bytes32.of(new byte[Bytes32.LENGTH]);
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @Test
    void shouldStateTheFiguresOfTheCode() throws ReflectiveOperationException {
        Map<String, String> code = new HashMap<>();
        numbers().forEach((figure, number) -> code.put(figure, number.toString()));
        code.put("handshake time", seconds(Limits.DEFAULTS.handshake()));
        code.put("goodbye time", seconds(Limits.DEFAULTS.drain()));
        code.put("cookie epoch", seconds(cookieEpoch()));
        code.put("resume time", seconds(Limits.DEFAULTS.resume()));
        code.put("resume margin", seconds((Duration) hidden("Admission", "EXTRA_WAIT")));
        code.put("reconnect waits", reconnectWaits().map(Object::toString).collect(Collectors.joining(", ")) + " ms");
        code.put("JOIN repeats", String.valueOf(hidden("FirstConnection", "MOST_REPEATS")));
        code.put("tombstone time", Limits.TOMBSTONE_LIFE.toHours() + " h");
        code.put("HELO waits", heloWaits().map(Object::toString).collect(Collectors.joining(", ")) + " ms");
        times().forEach((figure, nanos) -> code.put(figure, time(nanos)));
        code.put("attach time", time(AttachTimeout.LIMIT));
        code.put("long link", time(Credit.LONG_LINK));
        code.put("answer timeout", answerTimeouts());
        code.put("greeting", FIGURES.getOrDefault("greeting", "missing")); // a bound, tested below

        assertThat(FIGURES).isEqualTo(code);
    }

    @Test
    void shouldKeepTheSameTimesOnBothPaths() {
        assertThat(PathHealth.FIRST_PING).isEqualTo(StreamHealth.FIRST_PING);
        assertThat(PathHealth.PING_INTERVAL).isEqualTo(StreamHealth.PING_INTERVAL);
    }

    @Test
    void shouldGreetWithinTheBound() {
        PeerLimits limits = PeerLimits.withWindow(Limits.DEFAULTS.window());
        ByteBuf out = Unpooled.buffer();
        new Ack(ProtocolVersion.OLDEST, ProtocolVersion.NEWEST, SECRET, 1, limits).write(out);

        assertThat(out.readableBytes()).isLessThanOrEqualTo(Integer.parseInt(FIGURES.get("greeting")));
    }

    private static Map<String, Number> numbers() {
        int textOverhead = sizeOf(new TextDatagram(ID, 1, 1, 0, ""));
        return Map.ofEntries(
                Map.entry("oldest version", ProtocolVersion.OLDEST),
                Map.entry("newest version", ProtocolVersion.NEWEST),
                Map.entry("handshake frame length", Frame.MAX_HANDSHAKE_LENGTH),
                Map.entry("frame length", Frame.MAX_LENGTH),
                Map.entry("text", Limits.MAX_TEXT_BYTES),
                Map.entry("name", Limits.MAX_NAME_BYTES),
                Map.entry("reason", longestReason()),
                Map.entry("least window", Limits.MIN_WINDOW),
                Map.entry("datagram", Limits.MAX_DATAGRAM_BYTES),
                Map.entry("seal", Limits.MAX_DATAGRAM_BYTES - textOverhead - Limits.MAX_DATAGRAM_TEXT_BYTES),
                Map.entry("datagram text", Limits.MAX_DATAGRAM_TEXT_BYTES),
                Map.entry("copy text", Limits.MAX_COPY_TEXT_BYTES),
                Map.entry("positions ahead", positionsAhead()),
                Map.entry("members", Roster.MOST_MEMBERS),
                Map.entry("chunk", Chunk.MAX_BYTES),
                Map.entry("content", Offer.MAX_BYTES),
                Map.entry("manifest", Offer.MAX_MANIFEST_BYTES),
                Map.entry("manifest part", Manifest.MAX_BYTES),
                Map.entry("path", ManifestEntry.MAX_PATH_BYTES),
                Map.entry("offered name", Offer.MAX_NAME_BYTES),
                Map.entry("held chunks", Held.MAX_CHUNKS),
                Map.entry("chunk frame length", BulkParser.MAX_LENGTH),
                Map.entry("greatest credit", Credit.MOST),
                Map.entry("credit", Credit.LEAST),
                Map.entry("copies", SentChunks.COPIES),
                Map.entry("corrupt chunks", TransferReceiver.MOST_CORRUPT),
                Map.entry("transfers", TransferDesk.MOST),
                Map.entry("PINGs remembered", pingsRemembered()),
                Map.entry("loss threshold", NumberWindow.LOSS_THRESHOLD),
                Map.entry("numbers remembered", NumberWindow.SIZE),
                Map.entry("numbers ahead", NumberWindow.MAX_AHEAD),
                Map.entry("window", Limits.DEFAULTS.window()),
                Map.entry("detached sessions", Limits.DEFAULTS.detached()),
                Map.entry("tombstones", Limits.DEFAULTS.tombstones()),
                Map.entry("attempts a second", attemptsASecond()),
                Map.entry("cookies a second", cookiesASecond()),
                Map.entry("BINDs a second", bindsASecond()));
    }

    private static Map<String, Long> times() {
        return Map.of(
                "first PING", PathHealth.FIRST_PING,
                "PING interval", PathHealth.PING_INTERVAL,
                "silence", StreamHealth.SILENCE,
                "first answer timeout", new RoundTripEstimator().timeout(),
                "PING after a miss", PathHealth.MISSING_PING_INTERVAL,
                "down after", PathHealth.DOWN_AFTER,
                "PING while down", PathHealth.DOWN_PING_INTERVAL,
                "probing time", DatagramPath.PROBING,
                "new socket", renewalInterval(),
                "stall", PathHealth.STALL);
    }

    /** The least and the greatest time that an answer may take. */
    private static String answerTimeouts() {
        RoundTripEstimator quick = new RoundTripEstimator();
        quick.onSample(0);
        RoundTripEstimator slow = new RoundTripEstimator();
        slow.onSample(TimeUnit.MINUTES.toNanos(1));
        return time(quick.timeout()) + " to " + time(slow.timeout());
    }

    /** Of which position a copy is taken while nothing has come by the stream. */
    private static long positionsAhead() {
        return LongStream.rangeClosed(1, 10_000)
                .filter(position -> new FirstCopies().judge(position, 0) == FirstCopies.Verdict.FIRST)
                .max()
                .orElseThrow();
    }

    /** To how many of the latest PINGs an answer is a sign of life. */
    private static long pingsRemembered() {
        return LongStream.rangeClosed(1, 20)
                .filter(token -> afterPings(20).onPong(token, 0))
                .count();
    }

    private static PathHealth afterPings(long count) {
        PathHealth health = new PathHealth(n -> n, new RoundTripEstimator());
        health.begin(0);
        for (long now = 0; health.token() < count; now += Math.max(0, health.untilPoll(now))) {
            health.poll(now);
        }
        return health;
    }

    /** From one new socket to the next of a client that nobody answers. */
    private static long renewalInterval() {
        List<Long> renewals = new ArrayList<>();
        long[] now = {0};
        DatagramPath path = new DatagramPath(new ClientBinding(ID, SECRET, 0), new DeadEnd(() -> renewals.add(now[0])));
        path.begin(0);
        while (renewals.size() < 3) {
            path.poll(now[0]);
            now[0] += path.untilPoll(now[0]);
        }
        assertThat(renewals.get(0)).isEqualTo(DatagramPath.PROBING);
        assertThat(renewals.get(2) - renewals.get(1)).isEqualTo(renewals.get(1) - renewals.get(0));
        return renewals.get(1) - renewals.get(0);
    }

    /** Carries nothing anywhere. */
    private record DeadEnd(Runnable onRenewal) implements DatagramPath.Carrier {

        @Override
        public void send(Datagram datagram, @Nullable InetSocketAddress to) {}

        @Override
        public void onText(TextDatagram text) {}

        @Override
        public void onCopy(CopyDatagram copy, long now) {}

        @Override
        public void onChange(PathState state, String why) {}

        @Override
        public void onDropped(DropReason reason) {}

        @Override
        public void onReceived() {}

        @Override
        public void renewSocket() {
            onRenewal.run();
        }
    }

    private static int sizeOf(Datagram datagram) {
        ByteBuf out = Unpooled.buffer();
        datagram.write(out);
        return out.readableBytes();
    }

    private static long longestReason() {
        return LongStream.range(0, Frame.MAX_HANDSHAKE_LENGTH - 100)
                .takeWhile(ProtocolFiguresTest::isReasonAccepted)
                .max()
                .orElseThrow();
    }

    private static boolean isReasonAccepted(long bytes) {
        int n = (int) bytes;
        ByteBuf refused = Unpooled.buffer();
        refused.writeInt(9 + n)
                .writeByte(7)
                .writeShort(1)
                .writeInt(0)
                .writeShort(n)
                .writeZero(n);
        try {
            new FrameParser().feed(refused, new FrameParser.Scratch(), (frame, size) -> {});
            return true;
        } catch (WireException tooLong) {
            return false;
        }
    }

    private static Duration cookieEpoch() {
        Cookies cookies = new Cookies(SECRET);
        Bytes32 cookie = cookies.issue(ID, 0, CLIENT, 0);
        LongPredicate valid = second -> cookies.isValid(cookie, ID, 0, CLIENT, TimeUnit.SECONDS.toNanos(second));
        long ofTwoEpochs = LongStream.iterate(1, second -> second + 1)
                .dropWhile(valid)
                .findFirst()
                .orElseThrow();
        return Duration.ofSeconds(ofTwoEpochs).dividedBy(2);
    }

    /** Until the wait stays the same. */
    private static Stream<Long> heloWaits() {
        ClientBinding binding = new ClientBinding(ID, SECRET, 0);
        long[] now = {0};
        return Stream.generate(() -> {
                    assertThat(binding.poll(now[0])).isNotNull();
                    long wait = binding.untilPoll(now[0]);
                    now[0] += wait;
                    return TimeUnit.NANOSECONDS.toMillis(wait);
                })
                .limit(20)
                .distinct();
    }

    /** The longest, until they stay the same. */
    private static Stream<Long> reconnectWaits() {
        Backoff backoff = new Backoff(() -> 1);
        return Stream.generate(() -> TimeUnit.NANOSECONDS.toMillis(backoff.next(0)))
                .limit(20)
                .distinct();
    }

    /** A figure of the package above this one, which this one does not see. */
    private static Object hidden(String type, String name) throws ReflectiveOperationException {
        Field field = Class.forName("io.tekcos.chat.netty." + type).getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static long attemptsASecond() {
        Fence fence = new Fence(0);
        SessionStream<?> stream = new StreamEnd(StreamEnd.AWAY, 0).stream;
        return LongStream.rangeClosed(1, 99)
                .mapToObj(attempt -> new Resume(1, new SessionId(0, 1), attempt, SECRET, 0))
                .filter(resume -> fence.judge(resume, stream, 0) == null)
                .count();
    }

    private static long cookiesASecond() {
        ServerBinding binding = new ServerBinding(ID, SECRET, new Cookies(SECRET), 0);
        return perSecond((number, now) -> binding.onDatagram(new Helo(ID, number), 64, CLIENT, now));
    }

    private static long bindsASecond() {
        ClientBinding binding = new ClientBinding(ID, SECRET, 0);
        return perSecond((number, now) -> binding.onDatagram(new HeloOk(ID, number, SECRET), 49, CLIENT, now));
    }

    private interface Question {
        BindingStep ask(long number, long now);
    }

    /** How many of many questions are answered in any one second. */
    private static long perSecond(Question question) {
        long burst = answered(question, 1, 0);
        assertThat(answered(question, 100, TimeUnit.SECONDS.toNanos(1))).isEqualTo(burst);
        return burst;
    }

    private static long answered(Question question, long firstNumber, long now) {
        return LongStream.range(firstNumber, firstNumber + 99)
                .mapToObj(number -> question.ask(number, now))
                .filter(BindingStep.Answered.class::isInstance)
                .count();
    }

    private static String time(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
