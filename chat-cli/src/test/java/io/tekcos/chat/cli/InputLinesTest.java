package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLinesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void shouldReadLinesHoweverTheyAreCut(int piece) throws IOException {
        byte[] input = "one\n두 번째\r\n\n👩‍👩‍👧\nno break".getBytes(UTF_8);

        assertThat(texts(read(input, 100, piece))).containsExactly("one", "두 번째", "", "👩‍👩‍👧", "no break");
    }

    @Test
    void shouldEndWithoutALineAfterTheLastBreak() throws IOException {
        assertThat(read("one\n".getBytes(UTF_8), 100, 10)).hasSize(1);
        assertThat(read(new byte[0], 100, 10)).isEmpty();
    }

    @Test
    void shouldNumberLinesFromOne() throws IOException {
        assertThat(read("a\nb\n".getBytes(UTF_8), 100, 10))
                .extracting(LineSource.Line::number)
                .containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "ok\u00e2\u0082", "\u00f5\u0080\u0080\u0080"})
    void shouldRefuseWhatIsNotUtf8AndGoOn(String bytes) throws IOException {
        List<LineSource.Line> lines = read(("before\n" + bytes + "\nafter").getBytes(ISO_8859_1), 100, 3);

        assertThat(texts(lines)).containsExactly("before", "", "after");
        assertThat(problemCodes(lines)).containsExactly("invalid_utf8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64})
    void shouldMeasureALineInBytes(int piece) throws IOException {
        List<LineSource.Line> lines = read("한글한\n한글한x\n1234567890\r\nend".getBytes(UTF_8), 9, piece);

        assertThat(texts(lines)).containsExactly("한글한", "", "", "end");
        assertThat(problemCodes(lines)).containsExactly("too_long", "too_long");
        assertThat(Objects.requireNonNull(lines.get(2).problem()).why()).contains("has 10 bytes");
    }

    @Test
    void shouldAllowTheLongestLineWithACarriageReturn() throws IOException {
        assertThat(texts(read("123456789\r\nx".getBytes(UTF_8), 9, 4))).containsExactly("123456789", "x");
    }

    @Test
    void shouldKeepNoMoreOfAnEndlessLineThanIsAllowed() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 4L << 30;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                left -= length; // zeros are as good as letters
                return left < 0 ? -1 : length;
            }
        };

        LineSource.Line line = new InputLines(endless, 64 * 1024).next();

        assertThat(Objects.requireNonNull(Objects.requireNonNull(line).problem())
                        .why())
                .contains("has 4294967296 bytes");
    }

    private static List<LineSource.Line> read(byte[] input, int maxBytes, int piece) throws IOException {
        InputStream pieces = new ByteArrayInputStream(input) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(piece, length));
            }
        };
        InputLines lines = new InputLines(pieces, maxBytes);
        List<LineSource.Line> all = new ArrayList<>();
        for (LineSource.Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static List<String> texts(List<LineSource.Line> lines) {
        return lines.stream().map(LineSource.Line::text).toList();
    }

    private static List<String> problemCodes(List<LineSource.Line> lines) {
        return lines.stream()
                .map(LineSource.Line::problem)
                .filter(Objects::nonNull)
                .map(LineSource.Problem::code)
                .toList();
    }
}
