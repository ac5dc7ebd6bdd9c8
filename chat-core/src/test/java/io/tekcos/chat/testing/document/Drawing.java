package io.tekcos.chat.testing.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A drawing of bytes.
 *
 * @param offsets the first line
 * @param cells the fields
 */
public record Drawing(List<String> offsets, List<Cell> cells) {

    private static final Pattern DRAWN = Pattern.compile("(?m)^```\n( *\\d.*)\n\\+-.*\n\\|(.*)\n\\|(.*)\n\\+-.*\n```$");
    private static final List<String> OPEN_ENDS = List.of("rest", "length");

    /**
     * A field.
     *
     * @param name what it is called
     * @param size u8, u16, u32, u64, a number of bytes, "n", or an open end
     */
    public record Cell(String name, String size) {

        /** The size in bytes, or -1 if it is not fixed. */
        public int bytes() {
            return switch (size) {
                case "u8" -> 1;
                case "u16" -> 2;
                case "u32" -> 4;
                case "u64" -> 8;
                default -> size.matches("\\d+") ? Integer.parseInt(size) : -1;
            };
        }

        public boolean isOpenEnd() {
            return OPEN_ENDS.contains(size);
        }
    }

    /** The offsets that follow from the sizes, if the first is right. */
    public List<String> expectedOffsets() {
        List<String> expected = new ArrayList<>();
        int fixed = Integer.parseInt(offsets.get(0));
        String variable = "";
        expected.add(offsets.get(0));
        for (Cell cell : cells) {
            if (cell.isOpenEnd()) {
                break;
            }
            if (cell.bytes() < 0) {
                variable += "+" + cell.size();
            } else {
                fixed += cell.bytes();
            }
            expected.add(fixed + variable);
        }
        return expected;
    }

    static List<Drawing> parse(String text) {
        return DRAWN.matcher(text).results().map(Drawing::drawing).toList();
    }

    private static Drawing drawing(MatchResult match) {
        List<String> names = split(match.group(2));
        List<String> sizes = split(match.group(3));
        if (names.size() != sizes.size()) {
            throw new AssertionError(names + " are not as many as " + sizes);
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cells.add(new Cell(names.get(i), sizes.get(i)));
        }
        return new Drawing(List.of(match.group(1).trim().split(" +")), List.copyOf(cells));
    }

    private static List<String> split(String row) {
        return Stream.of(row.split("\\|")).map(String::trim).toList();
    }
}
