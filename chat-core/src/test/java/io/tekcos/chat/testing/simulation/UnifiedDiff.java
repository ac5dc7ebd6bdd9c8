package io.tekcos.chat.testing.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A patch of one or more files, as {@code diff -u} writes it. It is strict: the lines it replaces, and those around them, must
 * stand in the file exactly as the patch has them, where it says or, if lines were added or removed above, at one other place.
 */
final class UnifiedDiff {

    /** The patch does not fit, or is none. */
    static final class DoesNotApplyException extends Exception {

        private static final long serialVersionUID = 1;

        DoesNotApplyException(String message) {
            super(message);
        }
    }

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
    private static final String FILE = "+++ b/";

    /**
     * A stretch of lines that is replaced.
     *
     * @param start the number of its first line, from 1
     */
    private record Hunk(int start, List<String> before, List<String> after) {}

    private final Map<String, List<Hunk>> hunks = new LinkedHashMap<>();

    private UnifiedDiff() {}

    static UnifiedDiff parse(List<String> lines) throws DoesNotApplyException {
        UnifiedDiff diff = new UnifiedDiff();
        List<Hunk> file = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            String line = lines.get(i);
            if (line.startsWith(FILE)) {
                file = diff.hunks.computeIfAbsent(line.substring(FILE.length()), name -> new ArrayList<>());
            }
            Matcher hunk = HUNK.matcher(line);
            i++;
            if (hunk.matches()) {
                i += read(hunk, lines.subList(i, lines.size()), file);
            }
        }
        return diff;
    }

    /** The files it changes, by their paths from the root of the repository. */
    Iterable<String> files() {
        return hunks.keySet();
    }

    /** Returns the lines of a file as they are afterwards. */
    List<String> apply(String file, List<String> lines) throws DoesNotApplyException {
        List<String> patched = new ArrayList<>(lines);
        int shift = 0;
        for (Hunk hunk : hunks.getOrDefault(file, List.of())) {
            int from = place(hunk, patched, hunk.start - 1 + shift);
            if (from < 0) {
                throw new DoesNotApplyException(file + " is not what it was around line " + hunk.start);
            }
            patched.subList(from, from + hunk.before.size()).clear();
            patched.addAll(from, hunk.after);
            shift += hunk.after.size() - hunk.before.size();
        }
        return patched;
    }

    /** The index where a hunk fits: the expected one, or the only one; -1 if there is none. */
    private static int place(Hunk hunk, List<String> in, int expected) {
        if (fits(hunk, in, expected)) {
            return expected;
        }
        int[] places = IntStream.range(0, in.size())
                .filter(index -> fits(hunk, in, index))
                .toArray();
        return places.length == 1 ? places[0] : -1;
    }

    private static boolean fits(Hunk hunk, List<String> in, int index) {
        int end = index + hunk.before.size();
        return index >= 0 && end <= in.size() && in.subList(index, end).equals(hunk.before);
    }

    /** Returns how many lines the hunk has. */
    private static int read(Matcher header, List<String> lines, List<Hunk> into) throws DoesNotApplyException {
        Hunk hunk = new Hunk(Integer.parseInt(header.group(1)), new ArrayList<>(), new ArrayList<>());
        int before = count(header.group(2));
        int after = count(header.group(4));
        int read = 0;
        while (hunk.before.size() < before || hunk.after.size() < after) {
            if (read == lines.size()) {
                throw new DoesNotApplyException("the patch ends too early");
            }
            add(lines.get(read++), hunk);
        }
        into.add(hunk);
        return read;
    }

    private static void add(String line, Hunk to) throws DoesNotApplyException {
        char kind = line.isEmpty() ? ' ' : line.charAt(0);
        String rest = line.isEmpty() ? "" : line.substring(1);
        if (kind != ' ' && kind != '-' && kind != '+') {
            throw new DoesNotApplyException("not a line of a patch: " + line);
        }
        if (kind != '+') {
            to.before.add(rest);
        }
        if (kind != '-') {
            to.after.add(rest);
        }
    }

    private static int count(@Nullable String lines) {
        return lines == null ? 1 : Integer.parseInt(lines);
    }
}
