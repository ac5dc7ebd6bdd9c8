package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of {@code chat completion} in the shells themselves. */
class CompletionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    /** The words as bash makes them, with a bar between; the last is being typed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chat|                     ; serve connect send receive demo completion -h --help -V --version",
                "chat|co                   ; connect completion",
                "chat|serve|--un           ; --until-eof",
                "chat|demo|--              ; --json --help --version",
                "chat|connect|h|--via|     ; tcp udp both",
                "chat|connect|h|--via|=    ; tcp udp both",
                "chat|connect|h|--via|=|u  ; udp",
                "chat|serve|--tcp-port|    ; ''",
                "chat|completion|b         ; bash",
                "chat|nonsense|            ; ''"
            })
    void shouldCompleteInBash(String words, String completions) throws Exception {
        String line = "'" + words.strip().replace("|", "' '") + "'";
        String ask = "eval \"$(cat)\"; COMP_WORDS=(" + line + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                + "_chat_words; echo \"${COMPREPLY[*]}\"; complete -p chat";

        assertThat(run(script("bash"), "bash", "--norc", "-c", ask))
                .containsExactly(completions, "complete -o default -F _chat_words chat");
    }

    @Test
    void shouldOfferHostsAndOptionsToConnectInBash() throws Exception {
        String ask = "eval \"$(cat)\"; HOSTFILE=hosts; COMP_WORDS=(chat connect ''); COMP_CWORD=2; "
                + "_chat_words; echo \"${COMPREPLY[*]}\"";
        Files.writeString(directory.resolve("hosts"), "192.168.0.7 printer\n");

        assertThat(run(script("bash"), "bash", "--norc", "-c", ask).get(0)).contains("printer", "--tcp-port");
    }

    @Test
    void shouldNeitherRunNorOfferAHostsNameThatTheShellWouldRead() throws Exception {
        String ask = "eval \"$(cat)\"; HOSTFILE=hosts; COMP_WORDS=(chat connect ''); COMP_CWORD=2; "
                + "_chat_words; echo \"${COMPREPLY[*]}\"";
        Files.writeString(directory.resolve("hosts"), "192.168.0.7 $(touch${IFS}run) `touch${IFS}run` good\n");

        assertThat(run(script("bash"), "bash", "--norc", "-c", ask).get(0))
                .contains("good")
                .doesNotContain("touch");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    /** As a file of the function path, and read at the start: zsh on a terminal of its own completes a line and runs it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fpath=($PWD $fpath); autoload -Uz compinit; compinit -i | chat conn          | <connect>",
                "fpath=($PWD $fpath); autoload -Uz compinit; compinit -i | chat serve --via u | <serve><--via><udp>",
                "source ./_chat                                           | chat completion z | <completion><zsh>",
                "source ./_chat                                           | chat demo --js    | <demo><--json>"
            })
    void shouldCompleteInZsh(String setUp, String line, String run) throws Exception {
        Tools.require("zsh", "the completion script in zsh");
        Files.writeString(directory.resolve("_chat"), script("zsh"));
        String terminal = """
                zmodload zsh/zpty
                export PS1='<ready>'
                zpty shell zsh -f -i
                zpty -w shell 'chat() { printf "<%%s>" "$@"; echo " end" }'
                zpty -w shell '%s; echo do"ne"'
                zpty -r -m shell output '*done*<ready>*'
                print -r -- "$output"
                zpty -w -n shell $'%s\\t\\n'
                zpty -r -m shell output '*> end*'
                print -r -- "$output"
                """.formatted(setUp.strip(), line.strip());

        assertThat(String.join("\n", run(terminal, "zsh", "-f"))).contains(run.strip() + " end");
    }

    private static String script(String shell) {
        try (ChatProcess chat = ChatProcess.start("completion", shell)) {
            assertThat(chat.exitCode()).isZero();
            assertThat(chat.err()).isEmpty();
            return String.join("\n", chat.out()) + "\n";
        }
    }

    private List<String> run(String input, String... command) throws IOException {
        ProcessBuilder shell = new ProcessBuilder(command).directory(directory.toFile());
        shell.environment().put("HOME", directory.toString());
        try (ChatProcess process = ChatProcess.start(shell)) {
            process.type(input.getBytes(UTF_8)).endInput();
            assertThat(process.exitCode()).as(process.toString()).isZero();
            assertThat(process.err()).isEmpty();
            return process.out();
        }
    }
}
