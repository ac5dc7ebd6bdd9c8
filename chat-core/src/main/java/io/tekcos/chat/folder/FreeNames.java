package io.tekcos.chat.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Other names for what has one that is taken. */
final class FreeNames {

    /** With its dot; what is longer is no extension, and may be cut. */
    private static final int LONGEST_EXTENSION = 32;

    private FreeNames() {}

    /** {@code name (2).ext} for 2, the name itself for 0; never longer than a name may be. */
    static String of(String name, int attempt, boolean folder) {
        if (attempt == 0) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        boolean extended = !folder && dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String stem = extended ? name.substring(0, dot) : name;
        String rest = " (" + attempt + ")" + (extended ? name.substring(dot) : "");
        return shortened(stem, SafeName.MAX_BYTES - bytes(rest)) + rest;
    }

    private static String shortened(String stem, int most) {
        String kept = stem;
        while (bytes(kept) > most && kept.length() > 1) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
