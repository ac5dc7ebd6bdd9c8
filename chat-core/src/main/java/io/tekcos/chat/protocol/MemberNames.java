package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.Limits;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names in use in a room. One that is taken gets {@code -2}, or the next number that is free. Names that differ in nothing but
 * case, the form of their accents (Unicode's NFKC), spaces at their ends or characters that nobody sees count as the same.
 */
public final class MemberNames {

    /** Joiners and other format characters, fillers, and what chooses the look of the character before it. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{3164}\\x{ffa0}"
                    + "\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]");

    /** The names in use, each as what it counts as, with the last number given to one that wished for it. */
    private final Map<String, Integer> taken = new HashMap<>();

    /** A room whose host has a name. */
    public MemberNames(String host) {
        taken.put(key(host), 1);
    }

    /** Takes a name as like the one wished for as can be. */
    public String take(String wish) {
        String wished = key(wish);
        if (taken.putIfAbsent(wished, 1) == null) {
            return wish;
        }
        int number = taken.getOrDefault(wished, 1);
        String name;
        do {
            number++;
            name = withSuffix(wish, "-" + number);
        } while (taken.putIfAbsent(key(name), 1) != null);
        taken.put(wished, number);
        return name;
    }

    /** Gives a name back. */
    public void free(String name) {
        taken.remove(key(name));
    }

    private static String withSuffix(String wish, String suffix) {
        int end = wish.length();
        while (wish.substring(0, end).getBytes(UTF_8).length + suffix.length() > Limits.MAX_NAME_BYTES) {
            end = wish.offsetByCodePoints(end, -1);
        }
        return wish.substring(0, end) + suffix;
    }

    private static String key(String name) {
        String visible = UNSEEN.matcher(name).replaceAll("");
        return Normalizer.normalize(visible, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
