package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A length is judged as soon as its four bytes are there. */
class FrameLengthTest {

    private static final int SKIPPABLE_TYPE = 0x80;

    private final FrameParser.Scratch scratch = new FrameParser.Scratch();
    private final FrameParser parser = new FrameParser();
    private final List<Integer> sizes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, Frame.MAX_HANDSHAKE_LENGTH + 1, Frame.MAX_LENGTH, 0x00ffffff})
    void shouldRefuseALengthBeforeItsBytesAreAwaitedInTheHandshake(int length) {
        assertRefused(length, "1 to 4096");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Frame.MAX_LENGTH + 1, 0x7fffffff, 0x80000000, 0xffffffff})
    void shouldRefuseALengthBeforeItsBytesAreAwaited(int length) throws WireException {
        parser.handshakeOver();
        feed(bytesOf(new Received(1)));

        assertRefused(length, "1 to 131072");
    }

    @Test
    void shouldAwaitTheLongestFrameOfTheHandshake() throws WireException {
        feed(framed(SKIPPABLE_TYPE, new byte[Frame.MAX_HANDSHAKE_LENGTH - 1]));

        assertThat(sizes).containsExactly(Integer.BYTES + Frame.MAX_HANDSHAKE_LENGTH);
    }

    @Test
    void shouldAwaitTheLongestFrame() throws WireException {
        parser.handshakeOver();
        byte[] longest = framed(SKIPPABLE_TYPE, new byte[Frame.MAX_LENGTH - 1]);
        parser.feed(Unpooled.wrappedBuffer(longest, 0, 100_000), scratch, (frame, bytes) -> sizes.add(bytes));
        assertThat(sizes).isEmpty();
        assertThat(parser.isBetweenFrames()).isFalse();

        parser.feed(
                Unpooled.wrappedBuffer(longest, 100_000, longest.length - 100_000),
                scratch,
                (frame, bytes) -> sizes.add(bytes));
        assertThat(sizes).containsExactly(Integer.BYTES + Frame.MAX_LENGTH);
    }

    @Test
    void shouldHaveRoomForTheLongestText() {
        assertThat(bytesOf(new Text(1, 0, "x".repeat(Limits.MAX_TEXT_BYTES), false)).length)
                .isLessThanOrEqualTo(Integer.BYTES + Frame.MAX_LENGTH);
    }

    @Test
    void shouldRefuseAZeroLengthWithNothingBehindIt() {
        assertRefused(0, "length 0");
    }

    @Test
    void shouldWaitWhenThereAreOnlyThreeBytesOfALength() throws WireException {
        feed(new byte[3]);

        assertThat(parser.isBetweenFrames()).isFalse();
    }

    @Test
    void shouldSwitchTheLimitInTheMiddleOfARead() throws WireException {
        ByteBuf in = Unpooled.buffer()
                .writeBytes(bytesOf(new Received(1)))
                .writeBytes(framed(SKIPPABLE_TYPE, new byte[Frame.MAX_LENGTH - 1]));
        parser.feed(in, scratch, (frame, bytes) -> {
            sizes.add(bytes);
            parser.handshakeOver();
        });

        assertThat(sizes).containsExactly(Received.BYTES, Integer.BYTES + Frame.MAX_LENGTH);
    }

    @Test
    void shouldKeepTheLimitOfTheHandshakeUntilItIsOver() {
        ByteBuf in = Unpooled.buffer()
                .writeBytes(bytesOf(new Received(1)))
                .writeBytes(framed(SKIPPABLE_TYPE, new byte[Frame.MAX_HANDSHAKE_LENGTH]));
        WireException thrown = catchThrowableOfType(
                WireException.class, () -> parser.feed(in, scratch, (frame, bytes) -> sizes.add(bytes)));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.FRAME_LENGTH);
        assertThat(sizes).containsExactly(Received.BYTES);
    }

    private void assertRefused(int length, String message) {
        byte[] fourBytes = new byte[Integer.BYTES];
        Unpooled.wrappedBuffer(fourBytes).setInt(0, length);
        WireException thrown = catchThrowableOfType(WireException.class, () -> feed(fourBytes));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.FRAME_LENGTH);
        assertThat(thrown).hasMessageContaining(message).hasMessageContaining(Integer.toUnsignedString(length));
    }

    private void feed(byte[] bytes) throws WireException {
        parser.feed(Unpooled.wrappedBuffer(bytes), scratch, (frame, size) -> sizes.add(size));
    }
}
