package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.Limits;
import org.jspecify.annotations.Nullable;

/** What a peer may call itself: something a person can read and a terminal survives. */
public final class Names {

    private Names() {}

    /** What is wrong with a name, in words that follow "the name"; null if nothing is. */
    public static @Nullable String problem(String name) {
        if (name.codePoints().noneMatch(Names::isVisible)) {
            return "is empty";
        }
        if (name.codePoints().anyMatch(Names::isForbidden)) {
            return "holds control characters";
        }
        int bytes = name.getBytes(UTF_8).length;
        return bytes > Limits.MAX_NAME_BYTES
                ? "has " + bytes + " bytes of UTF-8; at most " + Limits.MAX_NAME_BYTES + " are allowed"
                : null;
    }

    private static boolean isVisible(int codePoint) {
        return !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // Zero-width joiners build emoji and stay; what turns the direction of writing hides what is written.
            case Character.FORMAT ->
                switch (Character.getDirectionality(codePoint)) {
                    case Character.DIRECTIONALITY_BOUNDARY_NEUTRAL, Character.DIRECTIONALITY_OTHER_NEUTRALS -> false;
                    default -> true;
                };
            default -> false;
        };
    }
}
