package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host and its guests, who hear one another. */
class RoomTest {

    private final List<ChatProcess> guests = new ArrayList<>();
    private final ChatProcess server = ChatProcess.serve("--no-fallback");

    @AfterEach
    void end() {
        guests.forEach(ChatProcess::close);
        server.close();
    }

    @Test
    void shouldPassOnWhatOneOfFiveSaysToTheOthersByThePathItCame() {
        for (String name : List.of("ann", "bob", "cleo", "dan", "eve")) {
            join("--name", name).awaitUdpUp();
        }
        server.awaitEvent("joined", event -> event.get("peer").asText().equals("eve"));
        ChatProcess ann = guests.get(0);
        List<ChatProcess> others = guests.subList(1, 5);
        for (String via : List.of("tcp", "udp", "both")) {
            ann.type("/" + via + " by " + via);
            server.awaitMessage("by " + via);
            for (ChatProcess other : others) {
                JsonNode message = other.awaitMessage("by " + via);
                assertThat(message.get("from").asText()).isEqualTo("ann");
                assertThat(message.get("both").asBoolean()).isEqualTo(via.equals("both"));
                if (!via.equals("both")) {
                    assertThat(message.get("via").asText()).isEqualTo(via);
                }
            }
        }
        for (ChatProcess other : others) {
            JsonNode udp = other.type("/stats").awaitEvent("stats").get("udpCounters");
            assertThat(udp.get("textsReceived").asInt())
                    .isBetween(1, 2); // the other is "both", if that came first by it
        }
        assertThat(server.type("/stats")
                        .awaitEvent("stats", event -> isOf("eve", event))
                        .get("udpCounters")
                        .get("fallbacks")
                        .asInt())
                .isZero();
        assertThat(ann.type("/quit").exitCode()).isZero();
        assertThat(ann.events("message")).isEmpty();
        for (ChatProcess other : others) {
            assertThat(other.awaitEvent("memberLeft").get("name").asText()).isEqualTo("ann");
        }
    }

    @Test
    void shouldTellEverybodyWhoIsThereAndGiveATakenNameANumber() {
        ChatProcess first = join("--name", "ann");
        assertThat(self(first).get("name").asText()).isEqualTo("ann");
        ChatProcess second = join("--name", "Ann");
        ChatProcess third = join("--name", "sue"); // as the host
        assertThat(self(second).get("name").asText()).isEqualTo("Ann-2");
        assertThat(self(third).get("name").asText()).isEqualTo("sue-2");
        for (ChatProcess guest : guests) {
            for (String name : List.of("ann", "Ann-2", "sue-2")) {
                guest.awaitEvent(
                        "memberJoined", event -> event.get("name").asText().equals(name));
            }
        }
        third.type("/peers").awaitEvent("peer");
        third.awaitEvent("member", event -> event.get("name").asText().equals("ann"));

        second.type("who am I?");
        assertThat(first.awaitMessage("who am I?").get("from").asText()).isEqualTo("Ann-2");
        assertThat(server.awaitMessage("who am I?").get("from").asText()).isEqualTo("Ann-2");
        server.awaitEvent("joined", event -> event.get("peer").asText().equals("Ann-2"));
    }

    @Test
    void shouldTellAScriptWhoWasThereBeforeAnythingElseOfThem() {
        ChatProcess ann = join("--name", "ann");
        ChatProcess bob = join("--name", "bob");
        bob.type("bye").endInput();
        ann.awaitMessage("bye");
        assertThat(bob.exitCode()).isZero();

        assertThat(bob.events("memberJoined"))
                .extracting(event -> event.get("name").asText())
                .containsExactly("bob", "ann");
    }

    @Test
    void shouldSayToPeopleWhoIsThereInALine() {
        join("--name", "ann").awaitEvent("connected");
        join("--name", "bob").awaitEvent("connected");
        try (ChatProcess cleo = ChatProcess.connect(server, "--name", "bob")) {
            cleo.awaitErr("You are bob-2 here: there is another bob.");
            cleo.awaitErr("Also here: ann");
            cleo.awaitErr("bob.");
            cleo.type("/peers").awaitErr("    in the room: bob-2 (you), ann, bob");
            guests.get(1).type("/quit");
            cleo.awaitErr("bob has left.");
            assertThat(cleo.endInput().exitCode()).isZero();
            assertThat(cleo.out()).isEmpty();
        }
    }

    private ChatProcess join(String... more) {
        List<String> args = new ArrayList<>(List.of("--json", "--no-fallback"));
        args.addAll(List.of(more));
        ChatProcess guest = ChatProcess.connect(server, args.toArray(String[]::new));
        guests.add(guest);
        self(guest);
        return guest;
    }

    private static JsonNode self(ChatProcess guest) {
        return guest.awaitEvent("memberJoined", event -> event.get("self").asBoolean());
    }

    private static boolean isOf(String name, JsonNode event) {
        return event.get("peer").asText().equals(name);
    }
}
