package io.tekcos.chat.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which names are the same file for a file system. One that tells {@code Makefile} from {@code makefile} keeps both; on one
 * that does not, a tree that has both is refused before anything of it is written.
 *
 * @param cases whether names that differ in case only are the same
 * @param forms whether names that differ in the composition of their accents only are the same
 * @param invisible whether names that differ in characters only that nobody sees are the same
 */
record Folding(boolean cases, boolean forms, boolean invisible) {

    /** What Unicode has nobody show (Default_Ignorable_Code_Point): joiners, variation selectors, fillers, and some not yet assigned. */
    private static final Pattern IGNORABLE = Pattern.compile("[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5"
            + "\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0"
            + "\\ufff0-\\ufff8\\x{1bca0}-\\x{1bca3}\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}]");

    /** What the file system of a directory does. */
    static Folding of(Directory directory) throws IOException {
        String mark = UUID.randomUUID().toString();
        return new Folding(
                isFound(directory, "a-" + mark, "A-" + mark),
                isFound(directory, "\u00e9-" + mark, "e\u0301-" + mark),
                isFound(directory, "a-" + mark, "a\u200d-" + mark));
    }

    /** A name without the characters that nobody sees. */
    static String visible(String name) {
        return IGNORABLE.matcher(name).replaceAll("");
    }

    /** Two names have the same form if they are the same file. */
    String fold(String name) {
        String seen = invisible ? visible(name) : name;
        String folded = forms ? Normalizer.normalize(seen, Normalizer.Form.NFD) : seen;
        if (cases) {
            folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
        return forms ? Normalizer.normalize(folded, Normalizer.Form.NFC) : folded;
    }

    private static boolean isFound(Directory directory, String made, String sought) throws IOException {
        Path name;
        Path other;
        try {
            name = Path.of(made);
            other = Path.of(sought);
        } catch (InvalidPathException suchNamesAreRefused) {
            return false;
        }
        directory.openFile(name, Set.of(WRITE, CREATE_NEW)).close();
        try {
            return directory.find(other) != null;
        } finally {
            directory.deleteFile(name);
        }
    }

    /** For a set of folded names. */
    long hash(String name, long key) {
        long hash = key;
        for (byte b : fold(name).getBytes(UTF_8)) {
            hash = (hash ^ b) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        return hash == 0 ? 1 : hash;
    }
}
