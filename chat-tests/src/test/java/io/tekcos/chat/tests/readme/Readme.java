package io.tekcos.chat.tests.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The README of the checkout that is being tested. */
public record Readme(String text) {

    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** Reads it. */
    public static Readme read() throws IOException {
        return new Readme(Files.readString(CHECKOUT.resolve("README.md")));
    }

    /** The contents of all fenced blocks of a language, in order. */
    List<String> blocks(String language) {
        Pattern fence = Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
        return fence.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** The commands of the shell blocks, without their comments. */
    public List<String> commands() {
        return blocks("sh").stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll("\\s+#.*", ""))
                .toList();
    }

    /** All matches of a pattern in the text. */
    List<MatchResult> find(String pattern) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
