package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;
import org.junit.jupiter.api.Test;

/** The text of REFUSED and BYE. */
class ReasonTest {

    @Test
    void shouldSayAtMost100Characters() throws WireException {
        assertThat(written("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(written("x".repeat(101))).isEqualTo("x".repeat(99) + "\u2026");
        assertThat(written("\ud55c".repeat(200))).isEqualTo("\ud55c".repeat(99) + "\u2026");
    }

    @Test
    void shouldCutBehindAWord() throws WireException {
        assertThat(written("word ".repeat(30))).isEqualTo("word ".repeat(19) + "word\u2026");
        assertThat(written("x".repeat(90) + " " + "y".repeat(90))).isEqualTo("x".repeat(90) + "\u2026");
        assertThat(written("x".repeat(99) + " yy")).isEqualTo("x".repeat(99) + "\u2026");
        assertThat(written("why: " + "x".repeat(200))).isEqualTo("why: " + "x".repeat(94) + "\u2026");
    }

    @Test
    void shouldStayUtf8WhenCutWithinASurrogatePair() throws WireException {
        assertThat(written("x".repeat(98) + "\ud83d\ude00z")).isEqualTo("x".repeat(98) + "\u2026");
        assertThat(written("x".repeat(98) + "\ud83d\ude00")).isEqualTo("x".repeat(98) + "\ud83d\ude00");
    }

    @Test
    void shouldReadAReasonOf1024Bytes() throws WireException {
        assertThat(WireBytes.read(refused(1024))).isEqualTo(new Refused(1, 0, "y".repeat(1024)));
    }

    @Test
    void shouldRefuseAReasonOf1025Bytes() {
        WireException thrown = catchThrowableOfType(WireException.class, () -> WireBytes.read(refused(1025)));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining("1025");
    }

    @Test
    void shouldRefuseAReasonThatIsNotUtf8() {
        byte[] body = {0, 0, 0, 1, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 9};

        assertThat(catchThrowableOfType(WireException.class, () -> WireBytes.read(framed(Bye.TYPE, body)))
                        .closeCause())
                .isEqualTo(CloseCause.INVALID_TEXT);
    }

    private static String written(String reason) throws WireException {
        return ((Bye) WireBytes.read(bytesOf(new Bye(0, reason, 3)))).text();
    }

    private static byte[] refused(int textBytes) {
        byte[] body = ByteBufUtil.getBytes(Unpooled.buffer()
                .writeShort(1)
                .writeInt(0)
                .writeShort(textBytes)
                .writeBytes("y".repeat(textBytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return framed(Refused.TYPE, body);
    }
}
