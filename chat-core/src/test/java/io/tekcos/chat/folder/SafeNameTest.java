package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a peer may send, and names that nobody wants on a disk. */
class SafeNameTest {

    @TempDir
    private Path temporary;

    static Stream<String> hostile() {
        return Stream.of(
                "..",
                ".",
                "../up",
                "a/../../up",
                "/etc/passwd",
                "//host/share",
                "a//b",
                "a/",
                "/",
                "a/.",
                "a/..",
                "..\\up",
                "a\\b",
                "\\\\host\\share",
                "C:",
                "C:\\x",
                "c:x",
                "Z:/x",
                "a/C:x",
                "nul\0",
                "\0",
                "a\nb",
                "a\rb",
                "tab\tx",
                "\u001b[2J",
                "bell\u0007",
                "del\u007f",
                "c1\u009b31m",
                "\u202egpj.exe",
                "a\u202ab",
                "a\u2066b",
                "a\u200eb",
                "a\u200fb",
                "a\u061cb",
                "bom\ufeff",
                "soft\u00adhyphen",
                "line\u2028x",
                "par\u2029x",
                "tag\udb40\udc41",
                "CON",
                "con",
                "PRN",
                "AUX",
                "NUL",
                "nul.txt",
                "Aux.tar.gz",
                "COM1",
                "com9.log",
                "LPT1",
                "lpt9",
                "COM\u00b9",
                "LPT\u00b3.x",
                "CONIN$",
                "CONOUT$",
                "CLOCK$",
                "con .txt",
                "nul:stream",
                "dot.",
                "dots...",
                "space ",
                "dir./x",
                "dir /x",
                " .",
                "a".repeat(256),
                "\u00e9".repeat(128),
                "d/" + "x".repeat(256),
                ".tekcos-1",
                ".TEKCOS-x",
                ".tek\u200dcos-x",
                "\ufe0f.tekcos-\u200cx");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldRefuseTheNameAndWriteNothingOutside(String name) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("downloads"));
        SentTree tree = new SentTree();
        if (name.contains("/") && !name.startsWith("/") && !name.startsWith(".")) {
            tree.folder(name.substring(0, name.indexOf('/')));
        }
        tree.file(name, 10);

        TransferException refused = catchThrowableOfType(
                TransferException.class, () -> tree.receive(Downloads.in(folder), folder, IfExists.RENAME));

        assertThat(refused.fault()).isEqualTo(TransferFault.BAD_NAME);
        assertThat(refused.toString().codePoints()).noneMatch(Shown::isHidden);
        assertThat(SentTree.all(temporary)).allMatch(path -> path.equals("downloads") || path.contains(".tekcos-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "..a",
                "a..b",
                ".hidden",
                "...x",
                "console",
                "nullify",
                "com",
                "com10",
                "a b",
                "x~1",
                "-rf",
                "CONfig.txt",
                "a.nul",
                "auxiliary.c",
                "\u65e5\u672c\u8a9e",
                "\u00e9",
                "e\u0301",
                "\ud83d\udc68\u200d\ud83d\udc69",
                "ab:c",
                "what?",
                "a*b",
                "\"q\"",
                "<x>",
                "p|q"
            })
    void shouldTakeNamesThatAreOnlyUnusual(String name) {
        assertThat(SafeName.problem(name)).isNull();
    }

    /** Some rules stand in front of others that would refuse the same name for another reason. */
    @ParameterizedTest
    @CsvSource({
        "'', is no name of a file",
        "., is no name of a file",
        ".., is no name of a file",
        "a/b, holds a separator",
        "a., ends in a dot or a space",
        "C:x., ends in a dot or a space",
        "C:x, names a drive or a device",
        "nul, names a drive or a device"
    })
    void shouldSayWhatIsWrongWithAName(String name, String problem) {
        assertThat(SafeName.problem(name)).isEqualTo(problem);
    }

    @Test
    void shouldTakeTheLongestName() {
        assertThat(SafeName.problem("x".repeat(255))).isNull();
        assertThat(SafeName.problem("\u00e9".repeat(127))).isNull();
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeep() {
        SentTree tree = new SentTree();
        for (int depth = 1; depth <= SafeName.MAX_DEPTH + 1; depth++) {
            tree.folder("d/".repeat(depth - 1) + "d");
        }

        assertRefused(tree);
    }

    static Stream<SentTree> impossible() {
        return Stream.of(
                new SentTree().folder("d").file("d/x", 1).file("d/x", 2),
                new SentTree().folder("d").folder("d/x").file("d/x", 2),
                new SentTree().folder("d").file("d/x", 2).folder("d/x").file("d/x/y", 1),
                new SentTree().file("d", 1).file("d/x", 1),
                new SentTree().folder("d").file("d/e/x", 1),
                new SentTree().folder("d").folder("e").file("d/x", 1),
                new SentTree().file("d/x", 1));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void shouldRefuseATreeThatCannotBe(SentTree tree) {
        assertRefused(tree);
    }

    @Test
    void shouldRefuseNamesThatAreOneForTheFileSystem() throws Exception {
        assertClash(new Folding(true, false, false), "Makefile", "makefile");
        assertClash(new Folding(true, true, false), "\u00c9", "e\u0301");
        assertClash(new Folding(false, true, false), "\u00e9", "e\u0301");
        assertClash(new Folding(false, false, true), "a\u200db", "ab");
        assertClash(new Folding(true, true, true), "\u2764\ufe0f", "\u2764\udb40\udd00");
        TreeRules exact = new TreeRules(new Folding(false, false, false), IfExists.RENAME);
        check(exact, List.of("Makefile", "makefile", "\u00e9", "e\u0301", "a\u200db", "ab"));
    }

    @Test
    void shouldCutAndEscapeWhatItShows() {
        assertThat(Shown.name("a\u001b[2Jb\u202e")).isEqualTo("a\\u{1b}[2Jb\\u{202e}");
        assertThat(Shown.name("x".repeat(4096))).hasSize(203).endsWith("...");
    }

    private static void assertClash(Folding folding, String one, String other) {
        TreeRules rules = new TreeRules(folding, IfExists.RENAME);
        TransferException refused =
                catchThrowableOfType(TransferException.class, () -> check(rules, List.of(one, other)));
        assertThat(refused.fault()).isEqualTo(TransferFault.BAD_NAME);
    }

    private static void check(TreeRules rules, List<String> names) {
        SentTree tree = new SentTree().folder("d");
        names.forEach(name -> tree.file("d/" + name, 0));
        for (int i = 0; i < tree.entries().size(); i++) {
            rules.check(new PlacedEntry(tree.entries().get(i), i, 0, 0));
        }
    }

    private void assertRefused(SentTree tree) {
        TransferException refused = catchThrowableOfType(
                TransferException.class, () -> tree.receive(Downloads.in(temporary), temporary, IfExists.RENAME));
        assertThat(refused.fault()).isEqualTo(TransferFault.BAD_NAME);
    }
}
