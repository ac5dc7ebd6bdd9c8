package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A demo whose events are doctored: what the judge sees, and that it sees it. */
class DemoJudgeTest {

    private final List<DemoText> texts = DemoText.all();
    private final List<ChildEvent> serverSaid = new ArrayList<>();
    private final List<ChildEvent> clientSaid = new ArrayList<>();

    DemoJudgeTest() {
        for (int i = 0; i < texts.size(); i++) {
            DemoText text = texts.get(i);
            heard(text.to()).add(arrival(text, text.via(), text.from(), i));
            if (text.via() == Via.TCP) {
                heard(text.from()).add(event("delivered", Map.of("id", Integer.toString(i))));
            }
        }
        serverSaid.add(stats(Map.of()));
        clientSaid.add(stats(Map.of()));
    }

    @Test
    void shouldSendTenDifferentTextsEachWayByEachPath() {
        assertThat(texts).hasSize(40);
        assertThat(new HashSet<>(texts.stream().map(DemoText::text).toList())).hasSize(40);
        for (Via via : DemoText.PATHS) {
            assertThat(judge().ofPath(DemoText.CLIENT, via)).hasSize(10);
            assertThat(judge().ofPath(DemoText.SERVER, via)).hasSize(10);
        }
    }

    @Test
    void shouldPassWhenAllIsWell() {
        DemoResult result = DemoResult.of(judge(), "epoll", 0.5);

        assertThat(result.faults()).isEmpty();
        assertThat(result.passed()).isTrue();
        assertThat(result.counts())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count.arrived()).isEqualTo(10));
        assertThat(result.lines()).last().asString().startsWith("All 40 texts arrived exactly once");
    }

    @Test
    void shouldNameAMissingText() {
        serverSaid.remove(0);

        DemoResult result = DemoResult.of(judge(), "epoll", 0.5);

        assertThat(result.passed()).isFalse();
        assertThat(result.faults())
                .singleElement()
                .asString()
                .startsWith("Missing: TCP text '" + texts.get(0).text());
        assertThat(result.counts().get(0).arrived()).isEqualTo(9);
        assertThat(result.lines()).last().asString().startsWith("The demo FAILED, for the reasons above: 1 (");
    }

    @Test
    void shouldNameADoubledText() {
        serverSaid.add(serverSaid.get(0));

        assertThat(judge().faults()).singleElement().asString().startsWith("Arrived 2 times: TCP text");
    }

    @Test
    void shouldNameATextThatCameAnotherWay() {
        DemoText text = texts.get(20);
        assertThat(text.via()).isEqualTo(Via.UDP);
        serverSaid.replaceAll(
                event -> event.get("text").equals(text.text()) ? arrival(text, Via.TCP, text.from(), 20) : event);

        assertThat(judge().faults()).singleElement().asString().startsWith("Came by tcp: UDP text");
        assertThat(judge().arrived(DemoText.CLIENT, Via.UDP)).isEqualTo(9);
    }

    @Test
    void shouldNameATextFromAnotherSender() {
        serverSaid.set(0, arrival(texts.get(0), Via.TCP, "mallory", 0));

        assertThat(judge().faults()).singleElement().asString().startsWith("Came from 'mallory': TCP text");
    }

    @Test
    void shouldNameATextThatCameBackToItsSender() {
        clientSaid.add(arrival(texts.get(0), Via.TCP, "server", 99));

        assertThat(judge().faults()).singleElement().asString().contains("The client received what nobody sent to it");
    }

    @Test
    void shouldNameATextThatWasNeverConfirmed() {
        clientSaid.removeIf(event -> event.is("delivered") && event.get("id").equals("0"));

        assertThat(judge().faults()).singleElement().asString().startsWith("Never confirmed to its sender: TCP text");
    }

    @Test
    void shouldNameAnErrorOfEitherSide() {
        clientSaid.add(event("error", Map.of("text", "something broke")));

        assertThat(judge().faults()).containsExactly("The client says: something broke");
    }

    @Test
    void shouldNameCountersThatDoNotAgree() {
        serverSaid.add(stats(Map.of("udpCounters.textsReceived", "9", "udpCounters.fallbacks", "1")));

        assertThat(judge().faults())
                .containsExactly(
                        "The server counted udpCounters.textsReceived = 9, not 10",
                        "The server counted udpCounters.fallbacks = 1, not 0");
    }

    @Test
    void shouldNotPassWithoutCounters() {
        clientSaid.removeIf(event -> event.is("stats"));

        assertThat(judge().faults()).containsExactly("The client has not said what it counted");
    }

    @Test
    void shouldNotPassWhenNothingWasSaid() {
        assertThat(new DemoJudge(texts, Map.of()).faults()).hasSize(42);
    }

    private DemoJudge judge() {
        return new DemoJudge(texts, Map.of(DemoText.SERVER, serverSaid, DemoText.CLIENT, clientSaid));
    }

    private List<ChildEvent> heard(String side) {
        return side.equals(DemoText.SERVER) ? serverSaid : clientSaid;
    }

    private static ChildEvent arrival(DemoText text, Via via, String from, int id) {
        String by = via.name().toLowerCase(Locale.ROOT);
        return event("message", Map.of("text", text.text(), "via", by, "from", from, "id", Integer.toString(id)));
    }

    private static ChildEvent stats(Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "tcpCounters.textsSent", "10",
                "tcpCounters.textsReceived", "10",
                "udpCounters.textsSent", "10",
                "udpCounters.textsReceived", "10",
                "udpCounters.fallbacks", "0"));
        fields.putAll(changes);
        return event("stats", fields);
    }

    private static ChildEvent event(String name, Map<String, String> fields) {
        return new ChildEvent(name, fields);
    }
}
