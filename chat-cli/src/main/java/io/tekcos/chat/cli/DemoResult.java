package io.tekcos.chat.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the demo went.
 *
 * @param transport how the server reached the system's sockets
 * @param seconds how long the conversation took, without the start of the processes
 * @param counts a line a path and direction
 * @param faults what went wrong, a sentence each
 */
record DemoResult(String transport, double seconds, List<Count> counts, List<String> faults) {

    /** How many texts one side sent by one path, and how many of them arrived by it. */
    record Count(String from, String to, Via via, long sent, long arrived) {}

    static DemoResult of(DemoJudge judge, String transport, double seconds) {
        List<Count> counts = new ArrayList<>();
        for (Via via : DemoText.PATHS) {
            counts.add(count(judge, via, DemoText.CLIENT, DemoText.SERVER));
            counts.add(count(judge, via, DemoText.SERVER, DemoText.CLIENT));
        }
        return new DemoResult(transport, seconds, counts, judge.faults());
    }

    private static Count count(DemoJudge judge, Via via, String from, String to) {
        return new Count(from, to, via, judge.ofPath(from, via).size(), judge.arrived(from, via));
    }

    boolean passed() {
        return faults.isEmpty();
    }

    /** The result for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Count count : counts) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s  %s to %s: %d sent, %d arrived",
                    count.via(),
                    count.from(),
                    count.to(),
                    count.sent(),
                    count.arrived()));
        }
        long sent = counts.stream().mapToLong(Count::sent).sum();
        String where = String.format(Locale.ROOT, "two processes, %s, %.2f s", transport, seconds);
        faults.forEach(fault -> lines.add(Printable.escape(fault)));
        lines.add(
                passed()
                        ? "All " + sent + " texts arrived exactly once, by the path they were sent (" + where + ")."
                        : "The demo FAILED, for the reasons above: " + faults.size() + " (" + where + ").");
        return lines;
    }

    /** The result for programs. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeBooleanField("passed", passed());
        json.writeStringField("transport", transport);
        json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
        json.writeArrayFieldStart("counts");
        for (Count count : counts) {
            json.writeStartObject();
            json.writeStringField("from", count.from());
            json.writeStringField("to", count.to());
            json.writeStringField("via", count.via().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("sent", count.sent());
            json.writeNumberField("arrived", count.arrived());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("faults");
        for (String fault : faults) {
            json.writeString(fault);
        }
        json.writeEndArray();
    }
}
