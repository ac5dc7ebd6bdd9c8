package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tekcos.chat.model.Limits;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Texts and names, against the JDK's strict coders. */
class Utf8FuzzTest {

    @FuzzTest
    void decode(byte[] input) {
        String text = readOrNull(input);
        assertThat(text).isEqualTo(decodedByJdk(input));
        if (text != null) {
            byte[] written = new byte[input.length];
            assertThat(Utf8.size(text)).isEqualTo(input.length);
            Utf8.write(text, input.length, written, 0);
            assertThat(written).isEqualTo(input);
            assertNameIsReadable(text);
        }
    }

    /** The input is taken as UTF-16, so that it may hold halves of surrogate pairs. */
    @FuzzTest
    void encode(byte[] input) {
        String text = ByteBuffer.wrap(input).asCharBuffer().toString();
        assertThat(Utf8.size(text)).isEqualTo(sizeByJdk(text));
        assertNameIsReadable(text);
    }

    private static void assertNameIsReadable(String name) {
        if (Names.problem(name) == null) {
            assertThat(name).isNotBlank();
            assertThat(name.chars()).noneMatch(Character::isISOControl);
            assertThat(Utf8.size(name)).isBetween(1, Limits.MAX_NAME_BYTES);
        }
    }

    private static @Nullable String readOrNull(byte[] input) {
        try {
            return new WireReader().wrap(input, 0, input.length).utf8(input.length);
        } catch (WireException expected) {
            return null;
        }
    }

    private static @Nullable String decodedByJdk(byte[] input) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static int sizeByJdk(String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException halfAPair) {
            return Utf8.NOT_UNICODE;
        }
    }
}
