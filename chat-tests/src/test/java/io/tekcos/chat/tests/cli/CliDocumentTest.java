package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tekcos.chat.tests.session.CuttingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/CLI.md says what is so: its examples run, its events are the real ones, its options and commands are the help's. */
class CliDocumentTest {

    private static final List<String> VERBS = List.of("serve", "connect", "send", "receive", "demo", "completion");

    /** Objects that hold only what has occurred. */
    private static final Set<String> COUNTS = Set.of("dropped", "faults");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldRunEveryExample(String script) throws IOException {
        Path chat = directory.resolve("chat");
        Files.writeString(
                chat, "#!/bin/sh\nexec '" + String.join("' '", ChatProcess.command(List.of())) + "' \"$@\"\n");
        assertThat(chat.toFile().setExecutable(true)).isTrue();
        try (ChatProcess server = ChatProcess.serve()) {
            ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script).directory(directory.toFile());
            shell.environment().merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
            shell.environment().put("PORT", server.tcpPort());
            try (ChatProcess example = ChatProcess.start(shell)) {
                assertThat(example.endInput().exitCode()).as(example.toString()).isZero();
            }
        }
    }

    @Test
    void shouldShowEveryEventAsItIs() throws Exception {
        Map<String, JsonNode> documented = new LinkedHashMap<>();
        blocks("json").stream()
                .flatMap(String::lines)
                .map(ChatProcess::parse)
                .forEach(event -> documented.put(event.get("event").asText(), event));
        Map<String, JsonNode> real = new LinkedHashMap<>();
        realEvents(directory.resolve("outbox"))
                .forEach(event -> real.putIfAbsent(event.get("event").asText(), event));

        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(real.keySet());
        real.forEach((name, event) ->
                assertThat(shape(event)).as(name).isEqualTo(shape(documented.getOrDefault(name, event))));
    }

    @Test
    void shouldNameEveryOptionOfEveryVerb() throws IOException {
        Set<String> helped = new TreeSet<>();
        for (String verb : VERBS) {
            try (ChatProcess help = ChatProcess.start(verb, "--help")) {
                assertThat(help.exitCode()).isZero();
                helped.addAll(all("--[a-z][a-z0-9-]+", String.join("\n", help.out())));
            }
        }

        assertThat(all("--[a-z][a-z0-9-]+", document())).isEqualTo(helped);
    }

    @Test
    void shouldNameEveryCommandAsTheHelpDoes() throws IOException {
        try (ChatProcess server = ChatProcess.start("serve", "--tcp-port", "0", "--udp-port", "0")) {
            server.type("/help").type("/quit");
            assertThat(server.exitCode()).isZero();
            List<String> commands = server.err().stream()
                    .filter(line -> line.startsWith("    /"))
                    .toList();
            assertThat(commands).hasSizeGreaterThan(5);
            for (String command : commands) {
                String[] parts = command.strip().split(" {2,}", -1);
                assertThat(document()).contains("| `" + parts[0].strip() + "` | " + parts[1] + " |");
            }
        }
    }

    static Stream<String> scripts() throws IOException {
        return blocks("sh").stream();
    }

    /** Every event there is, from processes that really talk. */
    private static List<JsonNode> realEvents(Path outbox) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.awaitUdpUp();
            client.type("hello").awaitEvent("delivered");
            server.type("hello yourself").awaitEvent("delivered");
            client.type("/both hello").awaitEvent("sent");
            server.awaitEvent("slowerCopy");
            try (ChatProcess other = ChatProcess.connect(server, "--json")) {
                client.awaitEvent("memberJoined", event -> !event.get("self").asBoolean());
                client.type("/peers").awaitEvent("member");
                assertThat(other.endInput().exitCode()).isZero();
            }
            client.awaitEvent("memberLeft");
            server.type("/stats").awaitEvent("serverStats");
            client.type("/stats").type("/help").type("").endInput();
            client.exitCode();
            server.awaitEvent("left");
            server.type("/quit").exitCode();
            Stream.of(server, client)
                    .flatMap(side -> side.out().stream())
                    .map(ChatProcess::parse)
                    .forEach(events::add);
        }
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json", "--resume", "0")) {
            client.awaitUdpUp();
            server.signal("STOP");
            client.type("into the void").awaitEvent("sent");
            server.kill();
            client.exitCode();
            events.addAll(client.events("unknown"));
        }
        try (ChatProcess server = ChatProcess.serve();
                CuttingProxy proxy = new CuttingProxy(Integer.parseInt(server.tcpPort()));
                ChatProcess client = ChatProcess.start(
                        "connect", "127.0.0.1", "--tcp-port", Integer.toString(proxy.port()), "--json")) {
            client.awaitEvent("connected");
            proxy.cut();
            events.add(client.awaitEvent("reconnecting"));
            events.add(client.awaitEvent("resumed"));
        }
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json", "--outbox", outbox.toString())) {
            client.awaitEvent("connected");
            server.signal("STOP");
            client.type("kept").awaitEvent("sent");
            server.kill();
            client.signal("TERM");
            client.exitCode();
            events.addAll(client.events("kept"));
        }
        events.addAll(fileEvents(outbox.resolveSibling("files")));
        try (ChatProcess server = ChatProcess.serve("--impair", "seed=7")) {
            events.add(server.awaitEvent("impairment"));
        }
        try (ChatProcess demo = ChatProcess.start("demo", "--json")) {
            demo.exitCode();
            events.addAll(demo.events("demo"));
        }
        return events;
    }

    /** Of a file that is taken, slowly enough for its progress to be told, and of one that is not. */
    private static List<JsonNode> fileEvents(Path folder) throws Exception {
        Path file = Files.write(Files.createDirectory(folder).resolve("notes"), new byte[4_000_000]);
        List<JsonNode> events = new ArrayList<>();
        try (ChatProcess receiver = ChatProcess.receive(folder.resolve("got"), "--json");
                ChatProcess sender = ChatProcess.send(receiver, file, "--limit", "2M", "--json")) {
            assertThat(sender.exitCode()).as(sender.toString()).isZero();
            receiver.awaitEvent("fileDone");
            receiver.out().stream().map(ChatProcess::parse).forEach(events::add);
            for (String name : List.of("fileOffer", "fileProgress", "fileDone")) {
                String shape = shape(receiver.events(name).get(0));
                assertThat(shape(sender.events(name).get(0))).as(name).isEqualTo(shape);
            }
        }
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess sender = ChatProcess.send(server, file, "--json")) {
            assertThat(sender.exitCode()).isEqualTo(4);
            events.addAll(sender.events("fileFailed"));
        }
        return events;
    }

    /** An event's fields and the kinds of their values, in order; what depends on the run is left out. */
    private static String shape(JsonNode value) {
        if (value.isObject()) {
            StringBuilder shape = new StringBuilder("{");
            value.properties()
                    .forEach(field -> shape.append(field.getKey())
                            .append(':')
                            .append(COUNTS.contains(field.getKey()) ? "{..}" : shape(field.getValue()))
                            .append(' '));
            return shape.append('}').toString();
        } else if (value.isArray()) {
            return "[" + (value.isEmpty() ? "" : shape(value.get(0))) + "]";
        } else if (value.isTextual()) {
            return kind(value.asText());
        }
        return value.isNumber() ? "number" : value.getNodeType().name();
    }

    /** Ids and times have a form of their own. */
    private static String kind(String text) {
        if (text.matches("[0-9a-f]{32}")) {
            return "session";
        } else if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")) {
            return "time";
        }
        return text.matches("\\d{1,20}") ? "id" : "text";
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(document());
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private static Set<String> all(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/CLI.md"));
    }
}
