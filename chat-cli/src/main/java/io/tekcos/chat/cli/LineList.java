package io.tekcos.chat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Some lines of input, in few words however many they are: their numbers, and the beginnings of the first of their texts. */
final class LineList {

    private static final int MOST_TEXTS = 8;
    private static final int MOST_CHARACTERS = 40;

    /** Ranges, first to last, keep it small when the lines are many. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    private final List<String> beginnings = new ArrayList<>();
    private int texts;

    /**
     * Adds a line.
     *
     * @param line its number; 0 for one that was typed at a prompt, where lines have none
     */
    void add(long line, String text) {
        texts++;
        if (beginnings.size() < MOST_TEXTS) {
            beginnings.add(beginning(text));
        }
        addToRanges(line);
    }

    boolean isEmpty() {
        return texts == 0;
    }

    /** Such as {@code line 2 to 3 ("one", "two")}, and only the texts of those without numbers. */
    String describe() {
        String quoted = String.join(", ", beginnings);
        int more = texts - beginnings.size();
        String words = more == 0 ? quoted : String.format(Locale.ROOT, "%s and %,d more", quoted, more);
        return ranges.containsKey(0L) ? words : "line " + numbers() + " (" + words + ")";
    }

    private String numbers() {
        return ranges.entrySet().stream().map(LineList::range).collect(Collectors.joining(", "));
    }

    private static String range(Map.Entry<Long, Long> range) {
        boolean isOne = range.getKey().equals(range.getValue());
        return isOne ? range.getKey().toString() : range.getKey() + " to " + range.getValue();
    }

    /** Ranges that touch become one. */
    private void addToRanges(long line) {
        var below = ranges.floorEntry(line);
        boolean touchesBelow = below != null && below.getValue() >= line - 1;
        long first = touchesBelow ? below.getKey() : line;
        long last = touchesBelow ? Math.max(below.getValue(), line) : line;
        Long joined = ranges.remove(last + 1);
        ranges.put(first, joined == null ? last : joined);
    }

    private static String beginning(String text) {
        if (text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
            return '"' + Printable.escape(text) + '"';
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS));
        return '"' + Printable.escape(cut) + "...\"";
    }
}
