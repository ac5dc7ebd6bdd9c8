package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

class ManPageTest {

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                ".TH is text, \\&.TH is text",
                "'quoted', \\(aqquoted\\(aq",
                "C:\\new, C:\\enew",
                "--via, \\-\\-via",
                "\"x\", \\(dqx\\(dq",
                "~/^`, \\(ti/\\(ha\\(ga",
                "한, \\[uD55C]"
            })
    void shouldEscapeWhatRoffWouldRead(String text, String escaped) {
        assertThat(Roff.escape(text)).isEqualTo(escaped);
    }

    @Test
    void shouldNameEveryVerbAndEveryOption() {
        String page = ManPage.page(ManPage.model(), "1", "2026-11-22");

        ManPage.model().subcommands().forEach((name, verb) -> {
            assertThat(page).contains(".SH chat " + name + "\n");
            for (OptionSpec option : verb.getCommandSpec().options()) {
                assertThat(page).contains(Roff.escape(option.longestName()));
            }
        });
        for (Command command : Command.values()) {
            assertThat(page).contains(Roff.escape(command.usage()));
        }
    }

    @Test
    void shouldNameTheKeysAndWhereTheHistoryIs() {
        assertThat(ManPage.page(ManPage.model(), "1", "2026-11-22"))
                .contains(Roff.escape("$XDG_STATE_HOME/chat/history"), Roff.escape("Ctrl-R"), Roff.escape("Ctrl-Z"));
    }

    @Test
    void shouldMakeGroffWarnOfNothing() throws IOException, InterruptedException {
        Tools.require("groff", "the man page, by its reader");
        Path page = Files.writeString(folder.resolve("chat.1"), ManPage.page(ManPage.model(), "1", "2026-11-22"));
        Process groff = new ProcessBuilder("groff", "-man", "-ww", "-z", page.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(groff.waitFor()).isZero();
    }
}
