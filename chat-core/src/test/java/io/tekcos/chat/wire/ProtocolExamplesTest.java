package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads and writes the bytes of the worked examples in {@code docs/PROTOCOL.md} with the codecs. */
class ProtocolExamplesTest {

    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final Predicate<String> IS_BULK = Pattern.compile(
                    "NEED-MANIFEST|MANIFEST|HELD|UNWANTED|BEGIN|CHUNK|GOT|RESEND")
            .asMatchPredicate();

    @Test
    void shouldShowEveryTypeOfFrameAndDatagram() {
        List<String> tcp = blocks().filter(Block::isTcp).map(Block::title).toList();
        List<String> udp =
                blocks().filter(block -> !block.isTcp()).map(Block::title).toList();

        assertThat(DOCUMENT.rows("type", "frame", "sent by", "when"))
                .allSatisfy(row -> assertThat(tcp).contains(row.get(1)));
        assertThat(DOCUMENT.rows("type", "datagram", "sent by"))
                .allSatisfy(row -> assertThat(udp).contains(row.get(1)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldReadAndWriteEveryFrame(Block block) throws Exception {
        List<Frame> read = parse(block);

        assertThat(read).containsExactly(frame(block));
        assertThat(hex(read.get(0)::write)).isEqualTo(ByteBufUtil.hexDump(block.bytes()));
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldReadAndWriteEveryDatagram(Block block) throws Exception {
        Datagram read = Datagram.read(block.bytes(), block.bytes().length);

        assertThat(read).isEqualTo(datagram(block));
        assertThat(hex(read::write)).isEqualTo(ByteBufUtil.hexDump(block.bytes()));
    }

    @ParameterizedTest
    @MethodSource("faultyFrames")
    void shouldFindTheFaultThatTheAnswerNames(Fault fault) {
        WireException found = catchThrowableOfType(
                WireException.class, () -> parse(fault.frame(), fault.answer().is("BYE")));

        int code = fault.answer().field("code").u16();
        boolean refusal = fault.answer().is("REFUSED");
        assertThat(refusal ? found.refusal().code() : found.closeCause().code()).isEqualTo(code);
    }

    @Test
    void shouldReadTheVersionsOfANewerServerAndSkipItsExtension() throws Exception {
        Block greeting = DOCUMENT.examples().stream()
                .flatMap(example -> example.blocks().stream())
                .filter(block -> block.title().equals("ACK of versions 1 to 3 with an extension"))
                .findFirst()
                .orElseThrow();

        assertThat(greeting.field("extensions").bytes()).isNotEmpty();
        assertThat(parse(greeting)).containsExactly(ack(greeting));
    }

    private static Stream<Block> blocks() {
        return DOCUMENT.everyExample().stream()
                .map(Example::blocks)
                .flatMap(List::stream)
                .distinct()
                .filter(block -> !block.foreign() && block.hasBytes());
    }

    private static Stream<Block> frames() {
        return blocks().filter(Block::isTcp);
    }

    private static Stream<Block> datagrams() {
        return blocks().filter(block -> !block.isTcp());
    }

    /** A foreign frame, and what it is answered with. */
    private record Fault(Block frame, Block answer) {

        /** Whether the bytes alone are wrong, and not their moment or what they claim. */
        boolean isForTheCodec() {
            int code = answer.field("code").u16();
            boolean early = frame.title().equals("TEXT in JOIN's place");
            boolean resumes = frame.title().startsWith("RESUME");
            return answer.is("REFUSED")
                    ? !early && !resumes
                    : code != CloseCause.IMPOSSIBLE_POSITION.code() && code != CloseCause.GOODBYE.code();
        }
    }

    private static Stream<Fault> faultyFrames() {
        List<Fault> faults = new ArrayList<>();
        for (Example example : DOCUMENT.examples()) {
            List<Block> blocks = example.blocks();
            for (int i = 0; i + 1 < blocks.size(); i++) {
                Block answer = blocks.get(i + 1);
                boolean answersFault = answer.is("REFUSED") || answer.is("BYE");
                if (blocks.get(i).foreign() && blocks.get(i).isTcp() && answersFault) {
                    faults.add(new Fault(blocks.get(i), answer));
                }
            }
        }
        return faults.stream().filter(Fault::isForTheCodec);
    }

    private static List<Frame> parse(Block block) throws WireException {
        if (IS_BULK.test(block.title())) {
            return WireBytes.readBulk(block.bytes());
        }
        return parse(block, true);
    }

    private static List<Frame> parse(Block block, boolean handshakeOver) throws WireException {
        FrameParser parser = new FrameParser();
        if (handshakeOver) {
            parser.handshakeOver();
        }
        List<Frame> frames = new ArrayList<>();
        ByteBuf bytes = Unpooled.wrappedBuffer(block.bytes());
        parser.feed(bytes, new FrameParser.Scratch(), (frame, size) -> frames.add(frame));
        return frames;
    }

    private static Frame frame(Block block) {
        return switch (block.title()) {
            case "ACK" -> ack(block);
            case "JOIN" ->
                new Join(
                        u16(block, "version"),
                        session(block),
                        bytes32(block, "secret"),
                        text(block, "name"),
                        limits(block));
            case "WELCOME" -> new Welcome(u64(block, "id"), text(block, "name"));
            case "RESUME" ->
                new Resume(
                        u16(block, "version"),
                        session(block),
                        u32(block, "attempt"),
                        bytes32(block, "nonce"),
                        u64(block, "received"),
                        bytes32(block, "proof"));
            case "RESUMED" ->
                new Resumed(
                        u64(block, "id"),
                        u64(block, "received"),
                        u64(block, "sent"),
                        text(block, "name"),
                        bytes32(block, "proof"));
            case "REFUSED" ->
                new Refused(u16(block, "code"), u32(block, "retryAfter"), text(block, "text"), epitaph(block));
            case "TEXT", "BOTH" ->
                new Text(u64(block, "id"), (int) u32(block, "from"), text(block, "text"), block.is("BOTH"));
            case "AGAIN" -> new Text(u64(block, "id"), (int) u32(block, "from"), text(block, "text"), false, true);
            case "MEMBER" -> new Member((int) u32(block, "number"), text(block, "name"));
            case "LEFT" -> new Left((int) u32(block, "number"));
            case "PING" -> new Ping(u64(block, "token"));
            case "PONG" -> new Pong(u64(block, "token"));
            case "RECEIVED" -> new Received(u64(block, "position"));
            case "ATTACH" ->
                new Attach(
                        u16(block, "version"),
                        session(block),
                        transfer(block),
                        bytes32(block, "nonce"),
                        bytes32(block, "proof"));
            case "ATTACHED" -> new Attached(bytes32(block, "proof"));
            case "OFFER" ->
                new Offer(
                        offer(block),
                        u64(block, "entries"),
                        u64(block, "bytes"),
                        u64(block, "manifestBytes"),
                        bytes32(block, "manifest"),
                        text(block, "name"));
            case "ACCEPT" -> new Accept(offer(block));
            case "FORGOTTEN" -> new Forgotten();
            case "PAUSE" -> new Pause(offer(block));
            case "PROCEED" -> new Proceed(offer(block));
            case "CANCEL" -> new Cancel(offer(block), u16(block, "code"), text(block, "reason"));
            case "DONE" -> new Done(offer(block), bytes32(block, "digest"), u16(block, "durable") != 0);
            case "NEED-MANIFEST" -> new NeedManifest();
            case "MANIFEST" -> new Manifest(octets(block, "bytes"));
            case "HELD" -> new Held(u64(block, "first"), octets(block, "digests"));
            case "UNWANTED" -> new Unwanted(u64(block, "first"), u64(block, "count"));
            case "BEGIN" -> new Begin();
            case "CHUNK" -> new Chunk(u64(block, "number"), bytes32(block, "digest"), octets(block, "bytes"));
            case "GOT" -> new Got(u64(block, "number"));
            case "RESEND" -> new Resend(u64(block, "number"));
            case "BYE" -> new Bye(u16(block, "code"), text(block, "text"), u64(block, "received"));
            default -> throw new AssertionError("what is " + block);
        };
    }

    private static @Nullable Epitaph epitaph(Block block) {
        return block.has("acknowledged")
                ? new Epitaph(
                        u64(block, "acknowledged"),
                        block.field("exact").number().signum() != 0,
                        bytes32(block, "proof"))
                : null;
    }

    private static Ack ack(Block block) {
        return new Ack(
                u16(block, "oldest"),
                u16(block, "newest"),
                bytes32(block, "nonce"),
                u16(block, "udpPort"),
                limits(block));
    }

    private static Datagram datagram(Block block) {
        long id = u64(block, "id");
        long number = u64(block, "number");
        return switch (block.title()) {
            case "HELO" -> new Helo(id, number);
            case "HELO-OK" -> new HeloOk(id, number, bytes32(block, "cookie"));
            case "BIND" -> new Bind(id, number, bytes32(block, "cookie"), bytes32(block, "proof"));
            case "BOUND" -> new Bound(id, number);
            case "TEXT" ->
                new TextDatagram(id, number, u64(block, "textId"), (int) u32(block, "from"), text(block, "text"));
            case "COPY" ->
                new CopyDatagram(
                        id,
                        number,
                        u64(block, "position"),
                        u64(block, "textId"),
                        (int) u32(block, "from"),
                        text(block, "text"));
            case "PING" -> new PingDatagram(id, number, u64(block, "token"));
            case "PONG" -> new PongDatagram(id, number, u64(block, "token"));
            default -> throw new AssertionError("what is " + block);
        };
    }

    private static PeerLimits limits(Block block) {
        return new PeerLimits(u32(block, "frame"), u32(block, "window"), u16(block, "datagram"));
    }

    private static SessionId session(Block block) {
        ByteBuffer session = ByteBuffer.wrap(block.field("session").bytes());
        return new SessionId(session.getLong(), session.getLong());
    }

    private static OfferId offer(Block block) {
        return new OfferId(transfer(block), u64(block, "number"));
    }

    private static TransferId transfer(Block block) {
        ByteBuffer transfer = ByteBuffer.wrap(block.field("transfer").bytes());
        return new TransferId(transfer.getLong(), transfer.getLong());
    }

    private static Octets octets(Block block, String field) {
        return Octets.of(block.field(field).bytes());
    }

    private static Bytes32 bytes32(Block block, String field) {
        return Bytes32.of(block.field(field).bytes());
    }

    private static String text(Block block, String field) {
        return new String(block.field(field).bytes(), StandardCharsets.UTF_8);
    }

    private static int u16(Block block, String field) {
        return block.field(field).u16();
    }

    private static long u32(Block block, String field) {
        return block.field(field).u32();
    }

    private static long u64(Block block, String field) {
        return block.field(field).u64();
    }

    private interface Writer {
        void write(ByteBuf out);
    }

    private static String hex(Writer writer) {
        ByteBuf out = Unpooled.buffer();
        writer.write(out);
        return ByteBufUtil.hexDump(out);
    }
}
