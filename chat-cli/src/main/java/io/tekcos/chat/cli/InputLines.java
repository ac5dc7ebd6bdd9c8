package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 from a stream. Nothing is repaired in silence, and a line without end does not fill the memory. */
final class InputLines implements LineSource {

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int filled;
    private byte[] line = new byte[256];
    private int kept;
    private long length;
    private byte last;
    private long number;

    /**
     * @param maxBytes how long a line may be
     */
    InputLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line; the last need not end in a line break. */
    @Override
    public @Nullable Line next() throws IOException {
        kept = 0;
        length = 0;
        while (position < filled || fill()) {
            int end = indexOfBreak();
            keep(end);
            position = end + 1;
            if (end < filled) {
                return finished();
            }
        }
        return length == 0 ? null : finished();
    }

    private boolean fill() throws IOException {
        filled = Math.max(0, in.read(buffer));
        position = 0;
        return filled > 0;
    }

    private int indexOfBreak() {
        int end = position;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void keep(int end) {
        int more = end - position;
        length += more;
        if (more > 0) {
            last = buffer[end - 1];
        }
        int room = Math.min(more, maxBytes + 1 - kept); // one more than allowed: it may be a carriage return
        if (kept + room > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes + 1, Math.max(kept + room, 2 * line.length)));
        }
        System.arraycopy(buffer, position, line, kept, room);
        kept += room;
    }

    private Line finished() {
        number++;
        if (length > 0 && last == '\r') {
            length--;
            kept = (int) Math.min(kept, length);
        }
        if (length > maxBytes) {
            return new Line(number, "", Problem.tooLong(length));
        }
        try {
            return new Line(
                    number,
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, kept)).toString(),
                    null);
        } catch (CharacterCodingException invalid) {
            return new Line(
                    number, "", new Problem("invalid_utf8", "is not valid UTF-8 and was not sent: convert it first"));
        }
    }
}
