package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.framed;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkParserTest {

    private static final Chunk CHUNK = new Chunk(7, bytes32(NONCE_HEX), Octets.of(new byte[] {1, 2, 3}));
    private static final List<Frame> FRAMES = List.of(
            new NeedManifest(),
            new Manifest(Octets.of(new byte[] {4, 5})),
            new Held(8, Octets.of(hex(SECRET_HEX))),
            new Unwanted(1, 2),
            new Begin(),
            CHUNK,
            new Ping(9),
            CHUNK,
            new Got(7),
            new Resend(8),
            new Pong(9),
            new Skipped(0xaa));

    private final Taker taker = new Taker();
    private final BulkParser parser = new BulkParser(taker);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 44, 45, 46, 1000})
    void shouldFindTheFramesHoweverTheyAreCut(int cut) throws WireException {
        byte[] stream = bytesOfAll();

        for (int at = 0; at < stream.length; at += cut) {
            parser.feed(Unpooled.wrappedBuffer(stream, at, Math.min(cut, stream.length - at)));
        }

        assertThat(taker.frames).isEqualTo(FRAMES);
        assertThat(taker.bytes).isEqualTo(stream.length);
    }

    @Test
    void shouldPutAChunkNowhereButWhereThereIsRoom() throws WireException {
        byte[] frame = bytesOf(CHUNK);

        parser.feed(Unpooled.wrappedBuffer(frame, 0, frame.length - 1));
        assertThat(taker.array).startsWith(1, 2, 0);
        parser.feed(Unpooled.wrappedBuffer(frame, frame.length - 1, 1));

        assertThat(taker.array).startsWith(1, 2, 3);
        assertThat(taker.given).as("the very buffer").isSameAs(taker.room);
    }

    @Test
    void shouldTakeAWholeChunkAndNoLongerOne() throws WireException {
        parser.feed(head(Chunk.MAX_BYTES));
        assertThat(taker.array).hasSize(Chunk.MAX_BYTES);

        assertThat(failure(new BulkParser(taker), head(Chunk.MAX_BYTES + 1)).closeCause())
                .isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(failure(new BulkParser(taker), head(0)).closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00100041", "ffffffff", "0002000121", "0002000126"})
    void shouldRefuseALengthBeforeItsBytesAreThere(String head) {
        assertThat(failure(parser, Unpooled.wrappedBuffer(hex(head))).closeCause())
                .isEqualTo(CloseCause.FRAME_LENGTH);
    }

    @Test
    void shouldRefuseAChunkBeforeItsBytesAreThereWhenItIsNotWanted() {
        taker.refuses = true;

        assertThat(failure(parser, head(1).slice(0, 45)).getMessage()).isEqualTo("not this one");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x41, 0x48, 0x10, 0x11, 0x02})
    void shouldKnowNoFrameOfASession(int type) {
        assertThatThrownBy(() -> parser.feed(Unpooled.wrappedBuffer(framed(type, new byte[20]))))
                .isInstanceOf(WireException.class);
    }

    @Test
    void shouldTakeOverInTheMiddleOfARead() throws WireException {
        FrameParser frames = new FrameParser();
        Attached attached = new Attached(bytes32(NONCE_HEX));
        ByteBuf stream = Unpooled.wrappedBuffer(bytesOf(attached), bytesOfAll());
        List<Frame> before = new ArrayList<>();

        frames.feed(stream.readSlice(60), new FrameParser.Scratch(), (frame, size) -> {
            before.add(frame);
            frames.handOver(parser);
        });
        frames.feed(stream, new FrameParser.Scratch(), (frame, size) -> before.add(frame));

        assertThat(before).containsExactly(attached);
        assertThat(taker.frames).isEqualTo(FRAMES);
    }

    @Test
    void shouldWriteAChunksHeadAsTheWholeChunkHasIt() {
        ByteBuf head = Unpooled.buffer();
        Chunk.writeHead(head, 7, bytes32(NONCE_HEX), 3);

        assertThat(Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(new byte[] {1, 2, 3})))
                .isEqualTo(Unpooled.wrappedBuffer(bytesOf(CHUNK)));
    }

    @Test
    void shouldProveAllOfAnAttachThatStandsBeforeTheProof() throws WireException {
        Attach attach = new Attach(1, new SessionId(1, 2), new TransferId(3, 4), bytes32(NONCE_HEX));
        byte[] bytes = bytesOf(attach);

        assertThat(attach.proven())
                .isEqualTo(Arrays.copyOfRange(bytes, Frame.HEADER_BYTES, bytes.length - Bytes32.LENGTH));
        assertThat(WireBytes.read(bytesOf(attach.withProof(bytes32(SECRET_HEX)))))
                .isEqualTo(attach.withProof(bytes32(SECRET_HEX)));
    }

    private static ByteBuf head(int length) {
        ByteBuf head = Unpooled.buffer();
        Chunk.writeHead(head, 7, bytes32(NONCE_HEX), length);
        return head;
    }

    private static WireException failure(BulkParser parser, ByteBuf bytes) {
        return catchThrowableOfType(WireException.class, () -> parser.feed(bytes));
    }

    private static byte[] bytesOfAll() {
        ByteBuf all = Unpooled.buffer();
        FRAMES.forEach(frame -> frame.write(all));
        return Arrays.copyOf(all.array(), all.readableBytes());
    }

    /** Makes chunks whole again. */
    private static final class Taker implements BulkParser.Sink {

        private final List<Frame> frames = new ArrayList<>();
        private byte[] array = {};
        private ByteBuffer room = ByteBuffer.wrap(array);
        private ByteBuffer given = room;
        private int bytes;
        private boolean refuses;

        @Override
        public void onFrame(Frame frame, int size) {
            frames.add(frame);
            bytes += size;
        }

        @Override
        public ByteBuffer roomFor(long number, int length) throws WireException {
            if (refuses) {
                throw new WireException(CloseCause.PROTOCOL_ERROR, "not this one");
            }
            array = new byte[length];
            room = ByteBuffer.wrap(array);
            return room;
        }

        @Override
        public void onChunk(long number, Bytes32 digest, ByteBuffer content) {
            given = content;
            frames.add(new Chunk(number, digest, Octets.of(WireBytes.copy(content))));
            bytes += Frame.HEADER_BYTES + Chunk.HEAD_BYTES + content.remaining();
        }
    }
}
