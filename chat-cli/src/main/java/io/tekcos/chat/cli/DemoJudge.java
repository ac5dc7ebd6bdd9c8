package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges the demo, by what its two processes have said and by nothing else. */
final class DemoJudge {

    private final List<DemoText> texts;
    private final Map<String, List<ChildEvent>> said;
    private final List<String> faults = new ArrayList<>();

    /**
     * @param texts what was to be sent
     * @param said all events of each side, by its name
     */
    DemoJudge(List<DemoText> texts, Map<String, List<ChildEvent>> said) {
        this.texts = texts;
        this.said = said;
    }

    /** What is wrong, a sentence each; empty if all is well. */
    List<String> faults() {
        faults.clear();
        texts.forEach(this::judge);
        for (String side : List.of(DemoText.SERVER, DemoText.CLIENT)) {
            judgeStrangers(side);
            judgeErrors(side);
            judgeCounters(side);
        }
        return List.copyOf(faults);
    }

    /** How many of the texts of one path and direction have arrived, by the path they were sent. */
    long arrived(String from, Via via) {
        return ofPath(from, via).stream()
                .filter(text -> arrivals(text).stream()
                        .anyMatch(event -> event.get("via").equals(lower(via))))
                .count();
    }

    List<DemoText> ofPath(String from, Via via) {
        return texts.stream()
                .filter(text -> text.from().equals(from) && text.via() == via)
                .toList();
    }

    private void judge(DemoText text) {
        List<ChildEvent> arrivals = arrivals(text);
        if (arrivals.isEmpty()) {
            faults.add("Missing: " + describe(text));
            return;
        }
        if (arrivals.size() > 1) {
            faults.add("Arrived " + arrivals.size() + " times: " + describe(text));
        }
        for (ChildEvent arrival : arrivals) {
            if (!arrival.get("via").equals(lower(text.via()))) {
                faults.add("Came by " + arrival.get("via") + ": " + describe(text));
            }
            if (!arrival.get("from").equals(text.from())) {
                faults.add("Came from '" + arrival.get("from") + "': " + describe(text));
            }
        }
        if (text.via() == Via.TCP
                && events(text.from(), "delivered").stream()
                        .noneMatch(
                                event -> event.get("id").equals(arrivals.get(0).get("id")))) {
            faults.add("Never confirmed to its sender: " + describe(text));
        }
    }

    private void judgeStrangers(String side) {
        for (ChildEvent message : events(side, "message")) {
            if (texts.stream()
                    .noneMatch(text -> text.to().equals(side) && text.text().equals(message.get("text")))) {
                faults.add("The " + side + " received what nobody sent to it: '" + message.get("text") + "'");
            }
        }
    }

    private void judgeErrors(String side) {
        events(side, "error").forEach(error -> faults.add("The " + side + " says: " + error.get("text")));
    }

    private void judgeCounters(String side) {
        List<ChildEvent> stats = events(side, "stats");
        if (stats.isEmpty()) {
            faults.add("The " + side + " has not said what it counted");
            return;
        }
        ChildEvent last = stats.get(stats.size() - 1);
        String other = side.equals(DemoText.SERVER) ? DemoText.CLIENT : DemoText.SERVER;
        for (Via via : DemoText.PATHS) {
            String counters = lower(via) + "Counters.";
            expect(side, last, counters + "textsSent", ofPath(side, via).size());
            expect(side, last, counters + "textsReceived", ofPath(other, via).size());
        }
        expect(side, last, "udpCounters.fallbacks", 0);
    }

    private void expect(String side, ChildEvent stats, String counter, long expected) {
        if (!stats.get(counter).equals(Long.toString(expected))) {
            faults.add("The " + side + " counted " + counter + " = " + stats.get(counter) + ", not " + expected);
        }
    }

    private List<ChildEvent> arrivals(DemoText text) {
        return events(text.to(), "message").stream()
                .filter(event -> event.get("text").equals(text.text()))
                .toList();
    }

    private List<ChildEvent> events(String side, String name) {
        return said.getOrDefault(side, List.of()).stream()
                .filter(event -> event.is(name))
                .toList();
    }

    private static String describe(DemoText text) {
        return text.via() + " text '" + text.text() + "' from the " + text.from() + " to the " + text.to();
    }

    private static String lower(Via via) {
        return via.name().toLowerCase(Locale.ROOT);
    }
}
