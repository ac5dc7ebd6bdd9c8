package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's own encoder. */
class Utf8Test {

    private static final int STRINGS = 20_000;

    @Test
    void shouldAgreeWithTheJdkOnRandomStrings() {
        Random random = new Random(1);
        int withoutForm = 0;
        for (int i = 0; i < STRINGS; i++) {
            String text = randomText(random);
            int size = Utf8.size(text);
            assertThat(size).as(() -> escaped(text)).isEqualTo(sizeByJdk(text));
            if (size == Utf8.NOT_UNICODE) {
                withoutForm++;
            } else {
                assertThat(written(text, size)).isEqualTo(text.getBytes(UTF_8));
            }
        }
        assertThat(withoutForm).isBetween(STRINGS / 10, STRINGS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud800",
                "\udc00",
                "a\ud800",
                "\ud800a",
                "\udc00\ud800",
                "\ud83d\ude00\ud83d",
                "\ude00\ud83d\ude00"
            })
    void shouldHaveNoSizeForHalfOfASurrogatePair(String text) {
        assertThat(Utf8.size(text)).isEqualTo(Utf8.NOT_UNICODE);
    }

    @Test
    void shouldCountTheEdgesOfEachLength() {
        assertThat(Utf8.size("")).isZero();
        assertThat(Utf8.size("\0\u007f")).isEqualTo(2);
        assertThat(Utf8.size("\u0080\u07ff")).isEqualTo(4);
        assertThat(Utf8.size("\u0800\ud7ff\ue000\uffff")).isEqualTo(12);
        assertThat(Utf8.size("\ud800\udc00\udbff\udfff")).isEqualTo(8);
    }

    /** A few characters, each from a range of its own, so that halves of pairs meet whole ones and one another. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            switch (random.nextInt(12)) {
                case 0 -> text.append((char) random.nextInt(0x80, 0x800));
                case 1 -> text.append((char) random.nextInt(0x800, 0xd800));
                case 2 -> text.append((char) random.nextInt(0xe000, 0x10000));
                case 3 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                case 4 -> text.append((char) random.nextInt(0xd800, 0xe000));
                default -> text.append((char) random.nextInt(0x80));
            }
        }
        return text.toString();
    }

    private static int sizeByJdk(String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException halfAPair) {
            return Utf8.NOT_UNICODE;
        }
    }

    private static byte[] written(String text, int size) {
        byte[] bytes = new byte[size];
        Utf8.write(text, size, bytes, 0);
        return bytes;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
