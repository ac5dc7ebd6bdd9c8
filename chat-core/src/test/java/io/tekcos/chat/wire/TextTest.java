package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.framed;
import static io.tekcos.chat.wire.WireBytes.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final byte[] ID_AND_FROM = hex("0000000000000001 00000002");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "\0",
                "na\u00efve",
                "\uc548\ub155",
                "\ud83d\udc69\u200d\ud83d\udcbb",
                "a\ufffdb",
                "\ufffe\uffff"
            })
    void shouldReadWhatWasWritten(String text) throws WireException {
        Text frame = new Text(Long.MIN_VALUE, 5, text, false);

        assertThat(WireBytes.read(bytesOf(frame))).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "na\u00efve \ud83d\ude00"})
    void shouldWriteTheSameToAnArrayAsToABuffer(String text) {
        int size = Utf8.size(text);
        byte[] array = new byte[3 + Text.OVERHEAD + size + 3];
        Arrays.fill(array, (byte) 0x55);
        Text.write(array, 3, 77, 8, text, size, false);

        assertThat(Arrays.copyOfRange(array, 3, array.length - 3)).isEqualTo(bytesOf(new Text(77, 8, text, false)));
        assertThat(Arrays.copyOf(array, 3)).containsOnly(0x55);
        assertThat(Arrays.copyOfRange(array, array.length - 3, array.length)).containsOnly(0x55);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellByItsTypeAloneWhetherACopyTravels(boolean both) throws WireException {
        Text frame = new Text(77, 8, "na\u00efve", both);
        byte[] array = new byte[Text.OVERHEAD + Utf8.size(frame.text())];
        Text.write(array, 0, 77, 8, frame.text(), Utf8.size(frame.text()), both);
        byte[] other = bytesOf(new Text(77, 8, "na\u00efve", !both));
        other[Frame.HEADER_BYTES - 1] = (byte) frame.type();

        assertThat(array).isEqualTo(bytesOf(frame)).isEqualTo(other);
        assertThat(frame.type()).isEqualTo(both ? 0x42 : 0x41);
        assertThat(WireBytes.read(array)).isEqualTo(frame);
    }

    @Test
    void shouldCarryExactly64KiB() throws WireException {
        Text longest = new Text(1, 0, "x".repeat(Limits.MAX_TEXT_BYTES), false);
        Text longestOfKorean = new Text(1, 0, "\ud55c".repeat(Limits.MAX_TEXT_BYTES / 3) + "x", false);

        assertThat(WireBytes.read(bytesOf(longest))).isEqualTo(longest);
        assertThat(WireBytes.read(bytesOf(longestOfKorean))).isEqualTo(longestOfKorean);
    }

    @Test
    void shouldRefuseOneByteMoreThan64KiB() {
        WireException thrown = failure(new byte[Limits.MAX_TEXT_BYTES + 1]);

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.INVALID_TEXT);
        assertThat(thrown).hasMessageContaining("65537");
        assertThat(catchThrowableOfType(
                                WireException.class,
                                () -> WireBytes.read(framed(Text.TYPE_BOTH, body(new byte[Limits.MAX_TEXT_BYTES + 1]))))
                        .closeCause())
                .isEqualTo(CloseCause.INVALID_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation with nothing before it
                "c3", // cut after one of two bytes
                "e282", // cut after two of three
                "f09f98", // cut after three of four
                "c328", // no continuation where one must be
                "c080", // U+0000, overlong
                "e08080",
                "f0808080",
                "c1bf",
                "eda080", // half of a surrogate pair
                "edbfbf",
                "eda0bdedb880", // both halves, as CESU-8 has them
                "f4908080", // beyond U+10FFFF
                "f8888080", // five-byte forms
                "fe",
                "ff",
                "61ff62",
                "efbfbdff" // a true U+FFFD, then what is not UTF-8
            })
    void shouldRefuseWhatIsNotUtf8(String bytes) {
        assertThat(failure(hex(bytes)).closeCause()).isEqualTo(CloseCause.INVALID_TEXT);
    }

    @Test
    void shouldAcceptATrueReplacementCharacter() throws WireException {
        assertThat(WireBytes.read(framed(Text.TYPE, body(hex("61 efbfbd 62")))))
                .isEqualTo(new Text(1, 2, "a\ufffdb", false));
    }

    @Test
    void shouldRefuseACharacterCutAtAnyByte() throws WireException {
        byte[] whole = "a\u00e9\ud55c\ud83d\ude00".getBytes(UTF_8);
        for (int end = 0; end <= whole.length; end++) {
            byte[] cut = Arrays.copyOf(whole, end);
            if (end == 0 || end == 1 || end == 3 || end == 6 || end == 10) {
                assertThat(WireBytes.read(framed(Text.TYPE, body(cut))))
                        .isEqualTo(new Text(1, 2, new String(cut, UTF_8), false));
            } else {
                assertThat(failure(cut).closeCause()).isEqualTo(CloseCause.INVALID_TEXT);
            }
        }
    }

    private static WireException failure(byte[] text) {
        return catchThrowableOfType(WireException.class, () -> WireBytes.read(framed(Text.TYPE, body(text))));
    }

    private static byte[] body(byte[] text) {
        byte[] body = Arrays.copyOf(ID_AND_FROM, ID_AND_FROM.length + text.length);
        System.arraycopy(text, 0, body, ID_AND_FROM.length, text.length);
        return body;
    }
}
