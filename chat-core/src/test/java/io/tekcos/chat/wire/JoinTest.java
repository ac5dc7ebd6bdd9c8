package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.framed;
import static io.tekcos.chat.wire.WireBytes.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.RefusalCode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses in a JOIN, and by which code. */
class JoinTest {

    private static final String LIMITS = "00020000 00100000 04b0";

    @ParameterizedTest
    @ValueSource(strings = {"544b4354", "00000000", "746b6373", "48545450"})
    void shouldRefuseAnotherMagic(String magic) {
        assertThat(refusal(join(magic, "0001", "03416e6e", LIMITS))).isEqualTo(RefusalCode.MAGIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0002", "ffff"})
    void shouldRefuseAnotherVersion(String version) {
        assertThat(refusal(join("544b4353", version, "03416e6e", LIMITS))).isEqualTo(RefusalCode.VERSION);
    }

    @Test
    void shouldRefuseAVersionFromTheFutureBeforeReadingWhatItMayHaveChanged() {
        assertThat(refusal(hex("544b4353 0002"))).isEqualTo(RefusalCode.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b", "tab\t", "\u001b[31m", "\u0085", "line\u2028", "\u202egnp.exe"})
    void shouldRefuseANameThatNobodyCanRead(String name) {
        assertThat(refusal(joinAs(name))).isEqualTo(RefusalCode.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02c080", "03eda080", "0241ff"})
    void shouldRefuseANameThatIsNotUtf8(String name) {
        assertThat(refusal(join("544b4353", "0001", name, LIMITS))).isEqualTo(RefusalCode.NAME);
    }

    @Test
    void shouldBoundANameAt128Bytes() throws WireException {
        String longest = "\ud55c".repeat(42) + "ab";

        assertThat(((Join) WireBytes.read(framed(Join.TYPE, joinAs(longest)))).name())
                .isEqualTo(longest);
        assertThat(refusal(joinAs(longest + "c"))).isEqualTo(RefusalCode.NAME);
    }

    @Test
    void shouldRefuseANameLongerThanItsFrame() {
        assertThat(refusal(join("544b4353", "0001", "ff416e6e", LIMITS))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void shouldRefuseLimitsBelowTheLeast() {
        assertThat(refusal(join("544b4353", "0001", "03416e6e", "0001ffff 00100000 04b0")))
                .isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void shouldSkipExtensions() throws WireException {
        assertThat(WireBytes.read(framed(Join.TYPE, join("544b4353", "0001", "03416e6e", LIMITS + "8001 0002 ffff"))))
                .isEqualTo(WireBytes.read(framed(Join.TYPE, join("544b4353", "0001", "03416e6e", LIMITS))));
    }

    @Test
    void shouldFitTheHandshakeLimitWhateverItsName() throws WireException {
        FrameParser parser = new FrameParser();
        byte[] longest = framed(Join.TYPE, joinAs("x".repeat(128)));

        parser.feed(
                Unpooled.wrappedBuffer(longest),
                new FrameParser.Scratch(),
                (frame, bytes) -> assertThat(bytes).isEqualTo(longest.length));
        assertThat(parser.isBetweenFrames()).isTrue();
    }

    private static byte[] joinAs(String name) {
        byte[] utf8 = name.getBytes(UTF_8);
        String length = HexFormat.of().toHexDigits((byte) utf8.length);
        return join("544b4353", "0001", length + HexFormat.of().formatHex(utf8), LIMITS);
    }

    private static byte[] join(String magic, String version, String name, String limits) {
        return hex(magic + version + "0123456789abcdef fedcba9876543210" + SECRET_HEX + name + limits);
    }

    private static RefusalCode refusal(byte[] body) {
        return catchThrowableOfType(WireException.class, () -> WireBytes.read(framed(Join.TYPE, body)))
                .refusal();
    }
}
