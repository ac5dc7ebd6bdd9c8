package io.tekcos.chat.testing.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/PROTOCOL.md}, as the modules' tests see it. */
public final class ProtocolDocument {

    private static final Path FILE = Path.of("..", "docs", "PROTOCOL.md");
    private static final String EXAMPLES = "Worked examples";
    private static final String EXAMPLES_OF_FILES = "Worked examples of files";
    private static final Pattern HEADING = Pattern.compile("(?m)^(##+) (.+)$");
    private static final Pattern TABLE = Pattern.compile("(?m)^\\|(.*)\\|\n\\|[-|]+\\|\n((?:\\|.*\\|\n)+)");

    private final String text;
    private final List<Section> sections;

    private ProtocolDocument(String text) {
        this.text = text;
        sections = sections(text);
    }

    /** Reads the document of the project that these tests belong to. */
    public static ProtocolDocument read() {
        try {
            return new ProtocolDocument(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of all tables under such a header, each a list of as many cells; at least one. */
    public List<List<String>> rows(String... header) {
        List<List<String>> rows = TABLE.matcher(text)
                .results()
                .filter(table -> cells(table.group(1)).equals(List.of(header)))
                .flatMap(table -> table.group(2).lines())
                .map(row -> cells(row.substring(1, row.length() - 1)))
                .toList();
        if (rows.isEmpty()) {
            throw new AssertionError("no table with the header " + List.of(header));
        }
        return rows;
    }

    /** What stands for the groups of a pattern that occurs exactly once. */
    public MatchResult only(String regex) {
        List<MatchResult> found = Pattern.compile(regex).matcher(text).results().toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " times in the document: " + regex);
        }
        return found.get(0);
    }

    /** All drawings, in order. */
    public List<Drawing> drawings() {
        return Drawing.parse(text);
    }

    /** The fields drawn in the section of this title; none if it has no drawing. */
    public List<Drawing.Cell> fieldsIn(String title) {
        List<Section> found = sections.stream()
                .filter(section -> section.title().equals(title))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " sections are called " + title);
        }
        return Drawing.parse(found.get(0).text()).stream()
                .findFirst()
                .map(Drawing::cells)
                .orElse(List.of());
    }

    /** The worked examples that are replayed, in order. */
    public List<Example> examples() {
        return ExampleParser.parse(sectionsBehind(EXAMPLES).toList());
    }

    /** The same, and behind them those that are held to the codecs only. */
    public List<Example> everyExample() {
        return ExampleParser.parse(Stream.concat(sectionsBehind(EXAMPLES), sectionsBehind(EXAMPLES_OF_FILES))
                .toList());
    }

    private Stream<Section> sectionsBehind(String title) {
        List<String> titles = sections.stream().map(Section::title).toList();
        return sections.subList(titles.indexOf(title) + 1, sections.size()).stream()
                .takeWhile(section -> section.level() == 3);
    }

    private static List<String> cells(String row) {
        return Stream.of(row.split("\\|")).map(String::trim).toList();
    }

    private static List<Section> sections(String text) {
        List<MatchResult> headings = HEADING.matcher(text).results().toList();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            MatchResult heading = headings.get(i);
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            sections.add(new Section(heading.group(1).length(), heading.group(2), text.substring(heading.end(), end)));
        }
        return List.copyOf(sections);
    }
}
