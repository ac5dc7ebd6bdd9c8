package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | verb is missing",
                "conect                      | Did you mean: chat connect or",
                "serve --tcp-prot 1          | --tcp-port",
                "conect 127.0.0.1            | unknown verb 'conect'",
                "connect 127.0.0.1:4000      | use 127.0.0.1 --tcp-port 4000",
                "connect                     | HOST",
                "connect a b                 | 'b'",
                "serve --tcp-port 65536      | '65536' is not a port",
                "serve --tcp-port x          | 'x' is not a port",
                "serve --via pigeon          | pigeon",
                "connect --tcp-port          | --tcp-port",
                "demo --name x               | --name",
                "completion                  | Missing required parameter",
                "completion fish             | 'fish' is neither bash nor zsh",
                "connect x --impair loss=200% | from 0% to 100%",
                "serve --impair pigeons=1    | unknown key 'pigeons'",
                "serve --impair loss         | loss has no value",
                "demo --impair loss=1%       | --impair",
                "send                        | HOST",
                "send 127.0.0.1              | FILE",
                "send 127.0.0.1 no-such-file | there is no file no-such-file",
                "send 127.0.0.1:4000 pom.xml | use 127.0.0.1 --tcp-port 4000",
                "send 127.0.0.1 pom.xml --limit 0 | '0' is no number of bytes",
                "send 127.0.0.1 pom.xml --as x | --as names the standard input",
                "send 127.0.0.1 - --as a/b   | without a folder",
                "send 127.0.0.1 - -          | once only",
                "send 127.0.0.1 /dev/null    | is sent by - and < /dev/null",
                "receive --accept some       | 'some' is not known: use ask or all or none",
                "receive --if-exists perhaps | use rename or skip or overwrite or newer",
                "receive --max-size much     | 'much' is no number of bytes",
                "receive --accept all --downloads pom.xml | pom.xml is none",
                "receive --once -o - --accept all --downloads x | leave out --downloads",
                "receive -o -                | --once",
                "receive --once -o file      | wants -",
                "receive --via udp           | --via",
                "serve --downloads pom.xml --tcp-port 0 --udp-port 0 | pom.xml is none",
                "connect 127.0.0.1 --tcp-port 0 | 1 to 65535"
            })
    void shouldSayInOneLineWhatIsWrong(String line, String expected) {
        int exitCode = run(line);

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("chat: ").contains(expected).doesNotContain("\tat ", "Usage:");
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve ", "connect ", "send ", "receive ", "demo ", "completion "})
    void shouldHelp(String verb) {
        assertThat(run(verb + "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("Usage: chat " + verb.strip());
        assertThat(out.toString().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(100));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldModelOnlyTheVerbThatIsNamed() {
        assertThat(Verbs.wantedBy("demo", "--json")).containsExactly(DemoVerb.class);
        assertThat(Verbs.wantedBy("--version")).isEmpty();
        assertThat(Verbs.wantedBy("conect")).isEqualTo(Verbs.ALL);
        for (Class<? extends Callable<Integer>> verb : Verbs.ALL) {
            String name = verb.getAnnotation(CommandLine.Command.class).name();
            assertThat(Verbs.wantedBy(name)).as(name).contains(verb);
        }
    }

    @Test
    void shouldNotShowAnArgumentUnescaped() {
        run("serve --\u001b[2J");

        assertThat(err.toString()).doesNotContain("\u001b");
    }

    private int run(String line) {
        Streams streams = new Streams(InputStream.nullInputStream(), out, err);
        return Main.commandLine(streams, Verbs.ALL).execute(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
