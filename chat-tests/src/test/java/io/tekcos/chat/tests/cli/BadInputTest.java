package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A line that cannot be carried out costs one clear line and the exit code 1, and nothing else. */
class BadInputTest {

    static Arguments[] badLines() {
        return new Arguments[] {
            Arguments.of("empty_line", bytes(""), "empty line"),
            Arguments.of("too_long", bytes("x".repeat(1_000_000)), "has 1000000 bytes"),
            Arguments.of("too_long", bytes("x".repeat(65_537)), "split it"),
            Arguments.of("too_long", bytes("한".repeat(21_846)), "split it"),
            Arguments.of("invalid_utf8", new byte[] {'a', (byte) 0xff, 'b'}, "not valid UTF-8"),
            Arguments.of("invalid_utf8", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, "not valid UTF-8"),
            Arguments.of("unknown_command", bytes("/pers"), "did you mean /peers?"),
            Arguments.of("unknown_command", bytes("/etc/passwd"), "unknown command"),
        };
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("badLines")
    void shouldNotSendTheLineAndGoOn(String code, byte[] line, String words) {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.type("before").type(line).type("\nafter".getBytes(UTF_8)).endInput();

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.events("error")).singleElement().satisfies(error -> {
                assertThat(error.get("code").asText()).isEqualTo(code);
                assertThat(error.get("text").asText()).startsWith("line 2").contains(words);
            });
            server.awaitMessage("after");
            assertThat(server.events("message"))
                    .extracting(event -> event.get("text").asText())
                    .containsExactly("before", "after");
        }
    }

    @Test
    void shouldSendTheLongestText() {
        String text = "x".repeat(65_536);
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server)) {
            assertThat(client.type("/tcp " + text).endInput().exitCode()).isZero();
            server.awaitMessage(text);
        }
    }

    @Test
    void shouldSayThatNobodyIsConnected() {
        try (ChatProcess server = ChatProcess.serve()) {
            server.type("anybody?");
            assertThat(server.awaitEvent("error").get("code").asText()).isEqualTo("nobody");
            assertThat(server.type("/quit").exitCode()).isEqualTo(1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
