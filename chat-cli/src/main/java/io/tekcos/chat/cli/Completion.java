package io.tekcos.chat.cli;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Completes commands, the paths of files and the names of those who are present. What is completed reaches from its first character to the cursor: a
 * name may hold spaces and quotes.
 */
final class Completion implements Completer, Parser {

    private static final Comparator<String> ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private static final String FILE = Command.FILE.word() + " ";

    private final boolean texts;
    private final Supplier<List<String>> names;

    /**
     * @param texts whether texts can be sent
     * @param names who is present now
     */
    Completion(boolean texts, Supplier<List<String>> names) {
        this.texts = texts;
        this.names = names;
    }

    @Override
    public CompletingParsedLine parse(String line, int cursor, ParseContext context) {
        String before = line.substring(0, line.offsetByCodePoints(0, cursor));
        String word = before.substring(wordStart(before));
        return new Parsed(line, word, cursor);
    }

    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        offer(line, candidates);
    }

    /** Adds what could stand for the word at the cursor; the editor leaves out what does not fit. */
    void offer(ParsedLine line, List<Candidate> candidates) {
        String word = line.word();
        Stream<String> present =
                names.get().stream().map(Printable::escape).distinct().sorted(ORDER);
        if (word.startsWith("@")) {
            present.forEach(name -> candidates.add(candidate("@" + name, name, candidates.size())));
            return;
        }
        if (word.startsWith(FILE)) {
            PathCompletion.of(word.substring(FILE.length()))
                    .forEach(path -> candidates.add(candidate(FILE + path, path, candidates.size())));
            return;
        }
        Command.known(texts).forEach(command -> candidates.add(candidate(command, candidates.size())));
        present.filter(name -> texts && !name.startsWith("/")) // a line that begins with it would be a command
                .forEach(name -> candidates.add(candidate(name + ": ", name, candidates.size())));
    }

    /** A word that begins with @ reaches back to it; everything else begins with the line. */
    private static int wordStart(String before) {
        int at = before.lastIndexOf('@');
        while (at > 0 && !Character.isWhitespace(before.charAt(at - 1))) {
            at = before.lastIndexOf('@', at - 1);
        }
        return Math.max(0, at);
    }

    private static Candidate candidate(Command command, int place) {
        return candidate(command.word() + (command.takesArgument() ? " " : ""), command.word(), place);
    }

    /** The place is said, for the editor would sort by the value: "bob-2: " before "bob: ". */
    private static Candidate candidate(String value, String shown, int place) {
        return new Candidate(value, shown, null, null, null, null, false, place);
    }

    /** A line as one word, that ends at the cursor. */
    private record Parsed(String line, String word, int cursor) implements CompletingParsedLine {

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() { // the editor's buffer counts code points
            return word.codePointCount(0, word.length());
        }

        @Override
        public int rawWordLength() {
            return rawWordCursor();
        }
    }
}
