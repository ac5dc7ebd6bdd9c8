package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8StreamDecoderTest {

    private static final String TEXT = "a글é 👋🏽 안녕 👩‍👩‍👧";

    @Test
    void shouldKeepACharacterThatIsCutAnywhereForTheNextRead() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Utf8StreamDecoder decoder = new Utf8StreamDecoder();

                String decoded = decoder.decode(Arrays.copyOf(bytes, first))
                        + decoder.decode(Arrays.copyOfRange(bytes, first, second))
                        + decoder.decode(Arrays.copyOfRange(bytes, second, bytes.length))
                        + decoder.end();

                assertThat(decoded).isEqualTo(TEXT);
            }
        }
    }

    @Test
    void shouldGiveEachCharacterAsSoonAsItIsWhole() {
        Utf8StreamDecoder decoder = new Utf8StreamDecoder();
        byte[] rocket = "🚀".getBytes(UTF_8);

        for (int i = 0; i < 3; i++) {
            assertThat(decoder.decode(new byte[] {rocket[i]})).isEmpty();
        }
        assertThat(decoder.decode(new byte[] {rocket[3]})).isEqualTo("🚀");
    }

    @Test
    void shouldTellOfACharacterWhoseEndNeverCame() {
        Utf8StreamDecoder decoder = new Utf8StreamDecoder();

        assertThat(decoder.decode(Arrays.copyOf("글".getBytes(UTF_8), 2))).isEmpty();
        assertThat(decoder.end()).isEqualTo("\ufffd");
        assertThat(decoder.end()).isEmpty();
    }

    @Test
    void shouldReplaceWhatIsNotUtf8HoweverItIsCut() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (round % 2 == 0) { // beginnings of characters, mostly
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] |= (byte) 0x80;
                }
            }
            Utf8StreamDecoder decoder = new Utf8StreamDecoder();
            StringBuilder decoded = new StringBuilder();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(3));
                decoded.append(decoder.decode(Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            decoded.append(decoder.end());

            assertThat(decoded.toString()).isEqualTo(new String(bytes, UTF_8));
        }
    }
}
