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

    /** The names in use, each as what it counts as, with the wish that it was given for. */
    private final Map<String, Wish> taken = new HashMap<>();

    /** The same by what was wished for, as long as somebody has a name for it. */
    private final Map<String, Wish> wishes = new HashMap<>();

    /** Those who wished for one name. */
    private static final class Wish {

        private final String key;
        private int members;

        /** The last number that one of them got: to look for the next from 2 on would take long where many have the same wish. */
        private long lastNumber = 1;

        Wish(String key) {
            this.key = key;
        }
    }

    /** A room whose host has a name. */
    public MemberNames(String host) {
        take(host);
    }

    /** Takes a name as like the one wished for as can be. */
    public String take(String wish) {
        Wish same = wishes.computeIfAbsent(key(wish), Wish::new);
        same.members++;
        return taken.putIfAbsent(same.key, same) == null ? wish : takeNumbered(wish, same);
    }

    /** Gives a name back. */
    public void free(String name) {
        Wish wish = taken.remove(key(name));
        if (wish != null && --wish.members == 0) {
            wishes.remove(wish.key);
        }
    }

    private String takeNumbered(String wish, Wish same) {
        String suffix;
        String start = "";
        String startKey = "";
        int room = Integer.MAX_VALUE;
        do {
            suffix = "-" + ++same.lastNumber;
            if (Limits.MAX_NAME_BYTES - suffix.length() < room) { // once for all numbers of as many digits
                room = Limits.MAX_NAME_BYTES - suffix.length();
                start = cut(wish, room);
                startKey = normalize(start).stripLeading();
            }
        } while (taken.putIfAbsent(startKey + suffix, same) != null);
        return start + suffix;
    }

    private static String cut(String wish, int bytes) {
        int end = wish.length();
        while (wish.substring(0, end).getBytes(UTF_8).length > bytes) {
            end = wish.offsetByCodePoints(end, -1);
        }
        return wish.substring(0, end);
    }

    private static String key(String name) {
        return normalize(name).strip();
    }

    /** All of a key but the spaces at the ends. Neither a hyphen nor a digit changes what becomes of what is before it. */
    private static String normalize(String name) {
        String visible = UNSEEN.matcher(name).replaceAll("");
        return Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
