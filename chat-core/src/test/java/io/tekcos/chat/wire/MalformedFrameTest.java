package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.framed;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are cut short, too long, of unknown type or of wrong content. */
class MalformedFrameTest {

    private static final String ACK = "61636b 0001 0001" + NONCE_HEX + "07d0 00020000 00100000 04b0";

    private static final String RESUME =
            "544b4353 0001" + "5e".repeat(16) + "00000001" + NONCE_HEX + "00".repeat(8) + NONCE_HEX;
    private static final String RESUMED = "11".repeat(24) + "03626f62" + NONCE_HEX;
    private static final int EPITAPH_BYTES = 8 + 1 + 32;

    private static final List<String> CUT_EXTENSIONS =
            List.of("00", "0001", "0001 00", "0001 0001", "0001 0003 0102", "0001 ffff 00", "0001 0001 00 00");

    static Stream<Arguments> frames() {
        return FrameBytesTest.frames();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldRefuseEveryBodyThatIsCutShort(Frame frame, String drawn) {
        byte[] whole = hex(drawn);
        int fixed = lengthOfWhatIsFixed(frame, whole);

        for (int end = Frame.HEADER_BYTES; end < fixed; end++) {
            byte[] body = Arrays.copyOfRange(whole, Frame.HEADER_BYTES, end);
            WireException thrown = failure(framed(frame.type(), body));
            assertThat(thrown).as("cut to %d bytes", body.length).isNotNull();
            assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
            assertThat(thrown.refusal()).isEqualTo(RefusalCode.MALFORMED);
        }
    }

    /** A cut behind it only makes the text of a TEXT shorter, or breaks a character, and leaves an epitaph out. */
    private static int lengthOfWhatIsFixed(Frame frame, byte[] whole) {
        if (frame instanceof Text) {
            return Text.OVERHEAD;
        }
        boolean epitaph = frame instanceof Refused refused && refused.epitaph() != null;
        return epitaph ? whole.length - EPITAPH_BYTES : whole.length;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 0000000000000005 00",
                "11 0000 0000 0000000000000009 0000",
                "12 0000000000000001 00",
                "13 0000000000000001 00",
                "c3 00000001 01 61 00",
                "c4 00000001 00"
            })
    void shouldRefuseBytesBehindABodyOfFixedLength(String typeAndBody) {
        WireException thrown = failure(framedHex(typeAndBody));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining("too many");
    }

    @Test
    void shouldReadAsTextWhateverFollowsInATextFrame() throws WireException {
        assertThat(WireBytes.read(framedHex("41 0000000000000001 00000000 6100")))
                .isEqualTo(new Text(1, 0, "a\0", false));
    }

    @Test
    void shouldReadAsTextWhateverFollowsInAFrameOfWhichACopyTravels() throws WireException {
        assertThat(WireBytes.read(framedHex("42 0000000000000001 00000000 6100")))
                .isEqualTo(new Text(1, 0, "a\0", true));
    }

    @Test
    void shouldSkipWhatFollowsInARefusal() throws WireException {
        assertThat(WireBytes.read(framedHex("07 0001 00000000 0001 61 ffff"))).isEqualTo(new Refused(1, 0, "a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x09, 0x14, 0x20, 0x25, 0x3f, 0x40, 0x44, 0x4f, 0x7f})
    void shouldRefuseAnUnknownTypeThatMayNotBeSkipped(int type) {
        WireException thrown = failure(framed(type, new byte[3]));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining(String.format("0x%02x", type));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x81, 0xbf, 0xc0, 0xc1, 0xc2, 0xc5, 0xff})
    void shouldSkipAnUnknownTypeThatSaysItMayBe(int type) throws WireException {
        assertThat(WireBytes.read(framed(type, new byte[] {1, 2, 3}))).isEqualTo(new Skipped(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01 20", "01 07", "02 61ff", "04 1b5b324a"})
    void shouldRefuseAMemberWhoseNameNobodyMayHave(String name) {
        WireException thrown = failure(framedHex("c3 00000001" + name));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining("the name");
    }

    @Test
    void shouldRefuseAnotherGreeting() {
        WireException thrown = failure(framedHex("01" + ACK.replace("61636b", "41434b")));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(thrown).hasMessageContaining("'ack'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001ffff 00100000 04b0", "00020000 0001ffff 04b0", "00020000 00100000 04af"})
    void shouldRefuseLimitsBelowTheLeast(String limits) {
        WireException thrown = failure(framedHex("01" + ACK.replace("00020000 00100000 04b0", limits)));

        assertThat(thrown.refusal()).isEqualTo(RefusalCode.MALFORMED);
        assertThat(thrown).hasMessageContaining("limits");
    }

    @Test
    void shouldAcceptTheLeastLimits() throws WireException {
        Ack ack = (Ack) WireBytes.read(framedHex("01" + ACK.replace("00100000", "00020000")));

        assertThat(ack.limits()).isEqualTo(new PeerLimits(128 * 1024, 128 * 1024, 1200));
    }

    static Stream<String> extensible() {
        return Stream.of("01" + ACK, "03" + RESUME, "06" + RESUMED);
    }

    @ParameterizedTest
    @MethodSource("extensible")
    void shouldSkipExtensionsItDoesNotKnow(String typeAndBody) throws WireException {
        assertThat(WireBytes.read(framedHex(typeAndBody + "0001 0000 ffff 0003 010203")))
                .isEqualTo(WireBytes.read(framedHex(typeAndBody)));
    }

    @ParameterizedTest
    @MethodSource("extensible")
    void shouldRefuseAnExtensionThatIsCutShort(String typeAndBody) {
        for (String extension : CUT_EXTENSIONS) {
            assertThat(failure(framedHex(typeAndBody + extension)).closeCause())
                    .as(extension)
                    .isEqualTo(CloseCause.PROTOCOL_ERROR);
        }
    }

    @Test
    void shouldCarryNoStackTraceForThePeersFault() {
        WireException thrown = failure(framed(0x00, new byte[0]));

        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(thrown.text()).isEqualTo(thrown.getMessage());
    }

    private static byte[] framedHex(String typeAndBody) {
        byte[] bytes = hex(typeAndBody);
        return framed(bytes[0] & 0xff, Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private static WireException failure(byte[] bytes) {
        return catchThrowableOfType(WireException.class, () -> WireBytes.read(bytes));
    }
}
