package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the demo's judge notices what is wrong is shown beside it, in chat-cli. */
class DemoTest {

    @Test
    void shouldShowTheConversationAndSumItUp() {
        try (ChatProcess demo = ChatProcess.start("demo")) {
            assertThat(demo.exitCode()).as(demo.toString()).isZero();
            assertThat(demo.out().stream().filter(line -> line.startsWith("client --> server  [tcp] ")))
                    .hasSize(10);
            assertThat(demo.out().stream().filter(line -> line.startsWith("client <-- server  [tcp] ")))
                    .hasSize(10);
            assertThat(demo.out().stream().filter(line -> line.startsWith("client --> server  [udp] ")))
                    .hasSize(10);
            assertThat(demo.out().stream().filter(line -> line.startsWith("client <-- server  [udp] ")))
                    .hasSize(10);
            assertThat(demo.out()).last().asString().startsWith("All 40 texts arrived exactly once");
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void shouldTellPrograms() {
        try (ChatProcess demo = ChatProcess.start("demo", "--json")) {
            assertThat(demo.exitCode()).as(demo.toString()).isZero();
            List<JsonNode> messages = demo.events("message");
            assertThat(new HashSet<>(messages.stream()
                            .map(event -> event.get("text").asText())
                            .toList()))
                    .hasSize(40);
            Map<String, Long> ways = messages.stream()
                    .collect(Collectors.groupingBy(
                            event -> event.get("from").asText() + " "
                                    + event.get("via").asText(),
                            Collectors.counting()));
            assertThat(ways)
                    .isEqualTo(Map.of("client tcp", 10L, "client udp", 10L, "server tcp", 10L, "server udp", 10L));
            assertThat(demo.events("demo"))
                    .singleElement()
                    .satisfies(result ->
                            assertThat(result.get("passed").asBoolean()).isTrue());
        }
    }

    @Test
    void shouldTakeItsChildrenWithItHoweverItEnds() throws Exception {
        try (ChatProcess demo = ChatProcess.start("demo")) {
            demo.awaitOut(line -> line.startsWith("client"));
            List<ProcessHandle> children = demo.handle().descendants().toList();
            demo.kill();
            for (ProcessHandle child : children) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }
}
