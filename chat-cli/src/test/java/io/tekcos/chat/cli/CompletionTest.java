package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered; that the line editor takes it is tested on its terminal. */
class CompletionTest {

    private final Completion completion =
            new Completion(true, () -> List.of("ann", "Ann \"o'Lee", "ann", "evil\u001b[2J", "/bin"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/u | /u",
                "Ann o | Ann o",
                "hello @an | @an",
                "@an | @an",
                "@ann o | @ann o",
                "a@b.c | a@b.c",
                "to @a b@c | @a b@c",
                "👩‍👩‍👧 @👩 | @👩"
            })
    void shouldReachBackToTheBeginningOfAWord(String line, String word) {
        assertThat(parse(line + " rest", line.codePointCount(0, line.length())).word())
                .isEqualTo(word);
    }

    @Test
    void shouldCountCodePointsAsTheEditorDoes() {
        assertThat(parse("@👩👩", 3).rawWordLength()).isEqualTo(3);
    }

    @Test
    void shouldOfferCommandsAndNamesAtTheStartOfALine() {
        assertThat(offered("a"))
                .contains("/tcp ", "/quit", "ann: ", "Ann \"o'Lee: ")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldOfferOnlyNamesAfterAnAt() {
        assertThat(offered("hi @")).containsExactly("@/bin", "@ann", "@Ann \"o'Lee", "@evil\\u{1b}[2J");
    }

    @Test
    void shouldOfferPathsAfterTheCommandForFiles(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("my notes.txt"));
        Files.createDirectory(folder.resolve("my photos"));

        assertThat(offered("/file " + folder + "/my"))
                .containsExactly("/file " + folder + "/my notes.txt", "/file " + folder + "/my photos/");
        assertThat(offered("/file " + folder + "/my @a")).contains("@ann");
        assertThat(offered("/f")).contains("/file ", "/accept ");
    }

    @Test
    void shouldOfferNothingThatATerminalObeysNorANameThatWouldBeACommand() {
        assertThat(offered(""))
                .contains("evil\\u{1b}[2J: ")
                .noneMatch(text -> text.chars().anyMatch(Printable::isUnsafe))
                .noneMatch(text -> text.startsWith("/bin"));
    }

    @Test
    void shouldListNamesInOrder() {
        List<Candidate> candidates = new ArrayList<>();
        new Completion(true, () -> List.of("Bob-2", "zoe", "bob")).offer(parse("bo", 2), candidates);

        assertThat(candidates.stream().sorted().map(Candidate::displ)).endsWith("bob", "Bob-2", "zoe");
    }

    @Test
    void shouldOfferNothingOfTextsWhereNoneAreSent() {
        List<Candidate> candidates = new ArrayList<>();
        new Completion(false, () -> List.of("ann")).offer(parse("", 0), candidates);

        assertThat(candidates.stream().map(Candidate::value))
                .containsExactly("/file ", "/accept ", "/refuse ", "/cancel ", "/peers", "/stats", "/help", "/quit");
    }

    private CompletingParsedLine parse(String line, int cursor) {
        return completion.parse(line, cursor, ParseContext.COMPLETE);
    }

    private List<String> offered(String line) {
        List<Candidate> candidates = new ArrayList<>();
        completion.offer(parse(line, line.length()), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
