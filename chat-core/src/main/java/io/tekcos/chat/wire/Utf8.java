package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** UTF-8 of strings, strict and quick for ASCII. */
public final class Utf8 {

    /** What {@link #size} returns for a string that holds half of a surrogate pair. */
    public static final int NOT_UNICODE = -1;

    private Utf8() {}

    /** How many bytes the text has in UTF-8, or {@link #NOT_UNICODE} if it has no such form. */
    public static int size(String text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= text.charAt(i);
        }
        return bits < 0x80 ? text.length() : sizeBeyondAscii(text);
    }

    /** Writes the text, whose size is known from {@link #size}, to {@code out} from {@code at} on. */
    @SuppressWarnings(
            "deprecation") // String.getBytes(int, int, byte[], int) is the one copy without garbage, right for ASCII.
    static void write(String text, int size, byte[] out, int at) {
        if (size == text.length()) {
            text.getBytes(0, size, out, at);
        } else {
            System.arraycopy(text.getBytes(UTF_8), 0, out, at, size);
        }
    }

    private static int sizeBeyondAscii(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (isPair(text, i)) {
                size += 4;
                i++;
            } else {
                return NOT_UNICODE;
            }
        }
        return size;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
