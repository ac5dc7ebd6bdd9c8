package io.tekcos.chat.tests.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One example, block by block: those of the library are prompted, read and checked, those of the other side are written, and
 * what they must bring about in the library is waited for.
 */
final class Replay {

    private static final byte HELO = 1;
    private static final byte UDP_PING = 6;
    private static final byte TCP_PING = 0x12;
    private static final int TYPE_IN_FRAME = Integer.BYTES;
    private static final int SEQUENCED = 0x40;

    private final Example example;
    private final Bench bench;
    private final RunValues values;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Block> done = new ArrayList<>();
    private final Members members = new Members(done);
    private final Set<Long> heardEarly = new HashSet<>();
    private long framesPlayed;
    private int pongsByTcp;
    private int pongsByUdp;
    private byte @Nullable [] earlyPing;
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    /** A text that the library was told to send. */
    private record Sent(Block block, CompletableFuture<Receipt> receipt) {}

    Replay(Example example, Bench bench, ProtocolDocument document) {
        this.example = example;
        this.bench = bench;
        values = new RunValues(document);
    }

    /** Whether the client sends this when its JOIN is due. */
    static boolean standsInForJoin(Block block, Example example) {
        return block.foreign()
                && block.path().equals("tcp")
                && block.sender() == Party.CLIENT
                && example.blocks().stream().noneMatch(other -> other.is("WELCOME"));
    }

    static String text(Block block) {
        return new String(block.field("text").bytes(), UTF_8);
    }

    /** Replays the example and returns its blocks. */
    List<Block> run() throws Exception {
        if (bench.program() == Party.CLIENT) {
            values.choose("udpPort", u16(bench.datagramSocket("udp").getLocalPort()));
        }
        for (Block block : example.blocks()) {
            step(block);
            done.add(block);
        }
        checkOutcome();
        return done;
    }

    private void step(Block block) throws Exception {
        if (block.isConnectionLost()) {
            bench.lose(block.path());
        } else if (block.sender() == bench.program()) {
            prompt(block);
            expect(block);
        } else if (block.lost()) {
            values.fill(block);
        } else {
            play(block);
        }
    }

    private void prompt(Block block) throws Exception {
        if (block.is("COPY")) {
            promptUpTo(block);
        } else if (isText(block) && !Members.isPassedOn(block)) {
            promptText(block);
        } else if (block.isBye() && !isAnswer(block) && block.lost()) {
            bench.session().closeNow();
        } else if (block.isBye() && !isAnswer(block)) {
            Session session = bench.session();
            CloseCause cause = CloseCause.ofCode(block.field("code").u16());
            closing = CompletableFuture.runAsync(() -> session.close(cause, text(block)));
        }
    }

    /** Has the texts of the stream sent, in their order, up to that of which this is a copy. */
    private void promptUpTo(Block copy) throws Exception {
        for (Block block : example.blocks()) {
            if (block.sender() == copy.sender() && block.isTcp() && isText(block)) {
                promptText(block);
                if (isSameText(block, copy)) {
                    return;
                }
            }
        }
        throw new AssertionError("no frame for " + copy);
    }

    private void promptText(Block block) throws Exception {
        if (sent.stream().noneMatch(text -> isSameText(text.block(), block))) {
            Session session = bench.session();
            if (sentVia(block) != Via.TCP) {
                session.whenUdpUp().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            sent.add(new Sent(block, session.send(text(block), sentVia(block), Fallback.NONE)));
        }
    }

    /** Whether the library says BYE without being told: after the peer's, or after what breaks the protocol. */
    private boolean isAnswer(Block bye) {
        Block last = done.get(done.size() - 1);
        return (last.foreign() && last.isTcp())
                || done.stream().anyMatch(block -> block.isBye() && block.path().equals(bye.path()));
    }

    private void expect(Block block) throws Exception {
        if (block.isEndOfStream()) {
            bench.expectEnd(block.path());
        } else if (block.foreign()) {
            bench.read(block.path()); // the client's true JOIN
        } else {
            values.check(block, block.isTcp() ? readFrame(block) : readDatagram(block));
        }
    }

    /** Reads a frame, past PINGs; one that is shown only later is there then, for no further one comes before its PONG. */
    private byte[] readFrame(Block block) throws Exception {
        if (block.is("PING") && earlyPing != null) {
            return earlyPing;
        }
        byte[] frame = bench.read(block.path());
        while (frame[TYPE_IN_FRAME] == TCP_PING && !block.is("PING")) {
            earlyPing = frame;
            frame = bench.read(block.path());
        }
        return frame;
    }

    /** Reads a datagram, past HELOs that were repeated, perhaps by the connection before, and past PINGs. */
    private byte[] readDatagram(Block block) throws Exception {
        byte[] datagram = bench.read(block.path());
        while (isRepeatedHelo(datagram, block) || (datagram[0] == UDP_PING && !block.is("PING"))) {
            values.passOver(block.sender(), idOf(datagram), new BigInteger(1, Arrays.copyOfRange(datagram, 9, 17)));
            datagram = bench.read(block.path());
        }
        return datagram;
    }

    private boolean isRepeatedHelo(byte[] datagram, Block expected) {
        return datagram[0] == HELO
                && !(expected.is("HELO") && Arrays.equals(idOf(datagram), values.get(placeholderOfDatagram(expected))));
    }

    private static byte[] idOf(byte[] datagram) {
        return Arrays.copyOfRange(datagram, 1, 9);
    }

    private void play(Block block) throws Exception {
        if (block.isEndOfStream()) {
            bench.endOutput(block.path());
            return;
        }
        if (block.is("RECEIVED") && !sent.isEmpty()) {
            assertThat(sent.get(sent.size() - 1).receipt())
                    .as("before it is acknowledged")
                    .isNotDone();
        }
        byte[] bytes = values.fill(block);
        bench.write(block.path(), bytes, values);
        if (isSequenced(block, bytes)) {
            framesPlayed++;
        }
        if (block.is("PONG")) {
            waitForSample(block);
        } else if (Members.isNews(block)) {
            assertThat(bench.news().poll(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(members.event(block));
        } else if (isText(block) || block.isDeliveredAllTheSame()) {
            waitForText(block);
        }
    }

    /** The first copy of a text is a message, the second only an event. */
    private void waitForText(Block block) throws Exception {
        boolean copy = !block.isTcp() && !block.is("TEXT");
        boolean second = copy ? position(block) <= framesPlayed : block.is("BOTH") && heardEarly.contains(framesPlayed);
        if (second) {
            assertThat(bench.slower().poll(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("what the listener is told of the second copy")
                    .isNotNull()
                    .satisfies(slower -> {
                        assertThat(slower.id()).isEqualTo(textId(block));
                        assertThat(slower.via()).isEqualTo(path(block));
                        assertThat(slower.behind()).isPositive();
                    });
            return;
        }
        if (copy) {
            heardEarly.add(position(block));
        }
        assertThat(bench.heard().poll(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(message(block));
    }

    /** A PONG is no use to a library that does not measure the round trip with it. */
    private void waitForSample(Block block) throws Exception {
        int expected = block.isTcp() ? ++pongsByTcp : ++pongsByUdp;
        Session session = bench.session();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Bench.PATIENCE_SECONDS);
        while (samples(session, block.isTcp()) < expected && System.nanoTime() - end < 0) {
            Thread.sleep(1);
        }
        assertThat(samples(session, block.isTcp())).as("answers by %s", block).isEqualTo(expected);
    }

    private static long samples(Session session, boolean tcp) {
        SessionCounters counters = session.counters();
        return (tcp ? counters.tcp().roundTrip() : counters.udp().roundTrip()).samples();
    }

    private Message message(Block block) {
        boolean both = !block.is("TEXT") && !block.is("AGAIN");
        return new Message(textId(block), members.author(block), text(block), path(block), both, block.is("AGAIN"));
    }

    private void checkOutcome() throws Exception {
        assertThat(bench.heard()).as("what should not have been delivered").isEmpty();
        assertThat(bench.slower()).as("what is no second copy").isEmpty();
        assertThat(bench.news()).as("what nobody said of the room").isEmpty();
        for (Sent text : sent) {
            checkFate(text);
        }
        if (example.blocks().stream().anyMatch(block -> block.is("WELCOME"))) {
            checkEnd();
        } else {
            bench.checkWithoutSession(example);
        }
    }

    private void checkFate(Sent text) throws Exception {
        boolean arrived = example.blocks().stream()
                .anyMatch(block -> isText(block) && isSameText(block, text.block()) && !block.lost());
        if (arrived) {
            Via via = sentVia(text.block());
            Receipt.Status status = via == Via.UDP ? Receipt.Status.SENT : Receipt.Status.DELIVERED;
            assertThat(text.receipt().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(new Receipt(textId(text.block()), via, status));
        } else {
            assertThat(text.receipt())
                    .failsWithin(Duration.ofSeconds(Bench.PATIENCE_SECONDS))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            SessionClosedException.class,
                            undelivered -> assertThat(undelivered.fateUnknown()).isFalse());
        }
    }

    private void checkEnd() throws Exception {
        SessionClosed closed = bench.session().whenClosed().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
        closing.get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
        Optional<Block> firstBye = example.blocks().stream()
                .filter(block -> block.isBye()
                        && (!Members.hasRoom(example) || block.path().equals("tcp")))
                .filter(block -> block.sender() == bench.program() || !block.lost())
                .findFirst();
        assertThat(closed.cause())
                .isEqualTo(
                        firstBye.map(bye -> CloseCause.ofCode(bye.field("code").u16()))
                                .orElse(CloseCause.CONNECTION_LOST));
        assertThat(closed.by())
                .isEqualTo(firstBye.map(bye -> bye.sender() == bench.program() ? Initiator.LOCAL : Initiator.PEER)
                        .orElse(Initiator.NETWORK));
    }

    private long textId(Block block) {
        return ByteBuffer.wrap(values.get(placeholderOfId(block))).getLong();
    }

    private static boolean isSameText(Block one, Block other) {
        return placeholderOfId(one).equals(placeholderOfId(other));
    }

    private static String placeholderOfId(Block block) {
        String name = block.isTcp() ? "id" : "textId";
        return Objects.requireNonNull(block.field(name).placeholder(), "a text's id is chosen");
    }

    private static String placeholderOfDatagram(Block block) {
        return Objects.requireNonNull(block.field("id").placeholder(), "a connection's id is chosen");
    }

    private static boolean isText(Block block) {
        return block.is("TEXT") || block.is("BOTH") || block.is("AGAIN") || block.is("COPY");
    }

    private static boolean isSequenced(Block block, byte[] bytes) {
        return block.isTcp() && bytes.length > TYPE_IN_FRAME && (bytes[TYPE_IN_FRAME] & SEQUENCED) != 0;
    }

    private static long position(Block copy) {
        return copy.field("position").u64();
    }

    /** The path that this travels by. */
    private static Via path(Block block) {
        return block.isTcp() ? Via.TCP : Via.UDP;
    }

    /** What the sender of the text has chosen. */
    private static Via sentVia(Block block) {
        return block.is("TEXT") ? path(block) : Via.BOTH;
    }

    private static byte[] u16(int number) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) number).array();
    }
}
