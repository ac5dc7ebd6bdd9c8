package io.tekcos.chat.testing.document;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the fenced blocks of the worked examples, by the convention that the document states; anything else is an error. */
final class ExampleParser {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```hex\n(.*?)^```$");
    private static final Pattern HEAD =
            Pattern.compile("(tcp[23]?|udp2?) (client|server) -> (client|server)(, foreign|, lost)?: (.+)");
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{2}(?: [0-9a-f]{2})*|00 \\* \\d+)(?: {2,}(\\w+)(?: <(\\w+)>)?(?: (.+))?)?");
    private static final Pattern REFERENCE = Pattern.compile("\\(([A-Z-]+(?:, [A-Z-]+)*)\\)");

    private final List<Example> examples = new ArrayList<>();

    static List<Example> parse(List<Section> sections) {
        ExampleParser parser = new ExampleParser();
        sections.forEach(parser::add);
        return List.copyOf(parser.examples);
    }

    private void add(Section section) {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(section.text());
        while (fence.find()) {
            blocks.addAll(blocks(fence.group(1).lines().toList()));
        }
        if (FENCE.matcher(section.text()).replaceAll("").contains("```")) {
            throw new AssertionError("a block that is not hex under " + section.title());
        }
        examples.add(new Example(section.title(), List.copyOf(blocks)));
    }

    private List<Block> blocks(List<String> lines) {
        String first = lines.get(0);
        if (first.startsWith("(")) {
            return lines.stream().flatMap(line -> referenced(line).stream()).toList();
        }
        if (first.endsWith(Block.END_OF_STREAM) || first.endsWith(Block.CONNECTION_LOST)) {
            return lines.stream().map(line -> block(List.of(line))).toList();
        }
        return List.of(block(lines));
    }

    private List<Block> referenced(String line) {
        Matcher reference = match(REFERENCE, line);
        return Stream.of(reference.group(1).split(", "))
                .map(this::inFirstExample)
                .toList();
    }

    private Block inFirstExample(String type) {
        return examples.get(0).blocks().stream()
                .filter(block -> block.is(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the first example has no " + type));
    }

    private static Block block(List<String> lines) {
        Matcher head = match(HEAD, lines.get(0));
        Party sender = Party.valueOf(head.group(2).toUpperCase(Locale.ROOT));
        Party receiver = Party.valueOf(head.group(3).toUpperCase(Locale.ROOT));
        if (receiver == sender) {
            throw new AssertionError("from itself to itself: " + lines.get(0));
        }
        boolean foreign = ", foreign".equals(head.group(4));
        boolean lost = ", lost".equals(head.group(4));
        return new Block(head.group(1), sender, foreign, lost, head.group(5), fields(lines.subList(1, lines.size())));
    }

    private static List<Field> fields(List<String> lines) {
        List<Field> fields = new ArrayList<>();
        for (String text : lines) {
            Matcher line = match(LINE, text);
            byte[] bytes = bytes(line.group(1));
            if (line.group(2) != null) {
                fields.add(new Field(line.group(2), line.group(3), bytes, line.group(4)));
            } else {
                fields.add(fields.remove(fields.size() - 1).with(bytes));
            }
        }
        return List.copyOf(fields);
    }

    private static byte[] bytes(String hex) {
        return hex.contains("*")
                ? new byte[Integer.parseInt(hex.substring(hex.indexOf('*') + 2))]
                : HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("not in the convention of the worked examples: " + line);
        }
        return matcher;
    }
}
