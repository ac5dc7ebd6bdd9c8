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
import io.tekcos.chat.model.Via;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One example, block by block: those of the library are prompted, read and checked, those of the other side are written, and
 * what they must bring about in the library is waited for.
 */
final class Replay {

    private static final byte HELO = 1;

    private final Example example;
    private final Bench bench;
    private final RunValues values;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Block> done = new ArrayList<>();
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    /** A text that the library was told to send. */
    private record Sent(Block block, CompletableFuture<Receipt> receipt) {}

    Replay(Example example, Bench bench, Proof proof) {
        this.example = example;
        this.bench = bench;
        values = new RunValues(proof);
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
        if (block.sender() == bench.program()) {
            prompt(block);
            expect(block);
        } else {
            play(block);
        }
    }

    private void prompt(Block block) throws Exception {
        if (block.is("TEXT")) {
            Session session = bench.session();
            if (via(block) == Via.UDP) {
                session.whenUdpUp().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            sent.add(new Sent(block, session.send(text(block), via(block), Fallback.NONE)));
        } else if (block.isBye() && !isAnswer()) {
            Session session = bench.session();
            CloseCause cause = CloseCause.ofCode(block.field("code").u16());
            closing = CompletableFuture.runAsync(() -> session.close(cause, text(block)));
        }
    }

    /** Whether the library says BYE without being told: after the peer's, or after what breaks the protocol. */
    private boolean isAnswer() {
        Block last = done.get(done.size() - 1);
        return (last.foreign() && last.isTcp()) || done.stream().anyMatch(Block::isBye);
    }

    private void expect(Block block) throws Exception {
        if (block.isEndOfStream()) {
            bench.expectEnd(block.path());
        } else if (block.foreign()) {
            bench.read(block.path()); // the client's true JOIN
        } else {
            values.check(block, block.isTcp() ? bench.read(block.path()) : readDatagram(block));
        }
    }

    /** Reads a datagram, past HELOs that were repeated. */
    private byte[] readDatagram(Block block) throws Exception {
        byte[] datagram = bench.read(block.path());
        while (datagram[0] == HELO && !block.is("HELO")) {
            values.passOver(block.sender(), new BigInteger(1, Arrays.copyOfRange(datagram, 9, 17)));
            datagram = bench.read(block.path());
        }
        return datagram;
    }

    private void play(Block block) throws Exception {
        if (block.isEndOfStream()) {
            bench.endOutput(block.path());
            return;
        }
        if (block.is("RECEIVED")) {
            assertThat(sent.get(sent.size() - 1).receipt())
                    .as("before it is acknowledged")
                    .isNotDone();
        }
        bench.write(block.path(), values.fill(block), values);
        if (block.is("TEXT")) {
            assertThat(bench.heard().poll(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(message(block));
        }
    }

    private Message message(Block block) {
        String sender = block.sender() == Party.CLIENT ? "ada" : "bob";
        return new Message(textId(block), sender, text(block), via(block));
    }

    private void checkOutcome() throws Exception {
        assertThat(bench.heard()).as("what should not have been delivered").isEmpty();
        for (Sent text : sent) {
            Receipt.Status status = via(text.block()) == Via.TCP ? Receipt.Status.DELIVERED : Receipt.Status.SENT;
            assertThat(text.receipt().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(new Receipt(textId(text.block()), via(text.block()), status));
        }
        if (example.blocks().stream().anyMatch(block -> block.is("WELCOME"))) {
            checkEnd();
        } else {
            bench.checkWithoutSession(example);
        }
    }

    private void checkEnd() throws Exception {
        Block firstBye =
                example.blocks().stream().filter(Block::isBye).findFirst().orElseThrow();
        SessionClosed closed = bench.session().whenClosed().get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
        closing.get(Bench.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(closed.cause())
                .isEqualTo(CloseCause.ofCode(firstBye.field("code").u16()));
        assertThat(closed.by()).isEqualTo(firstBye.sender() == bench.program() ? Initiator.LOCAL : Initiator.PEER);
    }

    private long textId(Block block) {
        String name = block.isTcp() ? "id" : "textId";
        String placeholder = Objects.requireNonNull(block.field(name).placeholder(), "a text's id is chosen");
        return ByteBuffer.wrap(values.get(placeholder)).getLong();
    }

    private static Via via(Block block) {
        return block.isTcp() ? Via.TCP : Via.UDP;
    }

    private static byte[] u16(int number) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) number).array();
    }
}
