package io.tekcos.chat.cli;

import io.tekcos.chat.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which lines of input were not delivered, or perhaps not. Any thread. */
final class Fates {

    private final NavigableMap<Long, Long> unknown = new TreeMap<>();
    private final NavigableMap<Long, Long> notSent = new TreeMap<>();
    private final Map<SessionId, List<Long>> unknownIds = new LinkedHashMap<>();
    private boolean failed;

    /** A line was refused, and its error has been shown. */
    synchronized void onRefused() {
        failed = true;
    }

    /** A line was sent to a session as the text of this id, and nobody knows whether it arrived. */
    synchronized void onUnknown(long line, SessionId session, long id) {
        failed = true;
        add(unknown, line);
        unknownIds.computeIfAbsent(session, s -> new ArrayList<>()).add(id);
    }

    synchronized void onNotSent(long line) {
        failed = true;
        add(notSent, line);
    }

    synchronized boolean isFailed() {
        return failed;
    }

    /** Says which texts and lines are concerned; the lines in at most two lines however many they are. */
    synchronized void report(Output output) {
        unknownIds.forEach(output::unknown);
        unknownIds.clear();
        if (!unknown.isEmpty()) {
            output.error(
                    "unknown_fate",
                    "the session ended before the other side confirmed " + describe(unknown)
                            + ": perhaps delivered, perhaps not");
        }
        if (!notSent.isEmpty()) {
            output.error(
                    "not_sent",
                    "the session ended, and " + describe(notSent) + (notSent.containsKey(0L) ? "" : " of input")
                            + " was not sent");
        }
        unknown.clear();
        notSent.clear();
    }

    /** Ranges, first to last, keep it small when the lines are many; those that touch become one. */
    private static void add(NavigableMap<Long, Long> ranges, long line) {
        var below = ranges.floorEntry(line);
        boolean touchesBelow = below != null && below.getValue() >= line - 1;
        long first = touchesBelow ? below.getKey() : line;
        long last = touchesBelow ? Math.max(below.getValue(), line) : line;
        Long joined = ranges.remove(last + 1);
        ranges.put(first, joined == null ? last : joined);
    }

    private static String describe(NavigableMap<Long, Long> ranges) {
        if (ranges.containsKey(0L)) {
            return "what you typed last";
        }
        StringBuilder text = new StringBuilder("line ");
        ranges.forEach((first, last) -> {
            text.append(text.length() == 5 ? "" : ", ").append(first);
            if (last > first) {
                text.append(" to ").append(last);
            }
        });
        return text.toString();
    }
}
