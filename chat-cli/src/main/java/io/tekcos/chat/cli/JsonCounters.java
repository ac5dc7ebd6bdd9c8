package io.tekcos.chat.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The fields of a session's counters in the event {@code stats}, and of a server's in {@code serverStats}. */
final class JsonCounters {

    private JsonCounters() {}

    static void write(JsonGenerator json, SessionCounters counters) throws IOException {
        json.writeNumberField("unacknowledgedBytes", counters.unacknowledgedBytes());
        json.writeNumberField("resumes", counters.resumes());
        json.writeNumberField("framesRepeated", counters.framesRepeated());
        writeTcp(json, counters.tcp());
        writeUdp(json, counters.udp());
        writeBoth(json, counters.both());
    }

    static void write(JsonGenerator json, ServerCounters counters) throws IOException {
        json.writeNumberField("sessionsOpen", counters.sessionsOpen());
        json.writeNumberField("sessionsDetached", counters.sessionsDetached());
        json.writeNumberField("sessionsOpened", counters.sessionsOpened());
        json.writeNumberField("resumes", counters.resumes());
    }

    private static void writeTcp(JsonGenerator json, SessionCounters.Tcp tcp) throws IOException {
        json.writeObjectFieldStart("tcpCounters");
        json.writeNumberField("textsSent", tcp.textsSent());
        json.writeNumberField("textsAcknowledged", tcp.textsAcknowledged());
        json.writeNumberField("textsReceived", tcp.textsReceived());
        json.writeNumberField("bytesSent", tcp.bytesSent());
        json.writeNumberField("bytesReceived", tcp.bytesReceived());
        writeRoundTrip(json, tcp.roundTrip());
        json.writeEndObject();
    }

    private static void writeUdp(JsonGenerator json, SessionCounters.Udp udp) throws IOException {
        json.writeObjectFieldStart("udpCounters");
        json.writeNumberField("textsSent", udp.textsSent());
        json.writeNumberField("textsReceived", udp.textsReceived());
        json.writeNumberField("datagramsSent", udp.datagramsSent());
        json.writeNumberField("datagramsReceived", udp.datagramsReceived());
        json.writeNumberField("sendFailures", udp.sendFailures());
        json.writeNumberField("fallbacks", udp.fallbacks());
        json.writeNumberField("lost", udp.arrivals().lost());
        json.writeNumberField("late", udp.arrivals().late());
        json.writeNumberField("reordered", udp.arrivals().reordered());
        json.writeObjectFieldStart("dropped");
        for (var drop : udp.dropped().entrySet()) {
            json.writeNumberField(drop.getKey().name().toLowerCase(Locale.ROOT), drop.getValue());
        }
        json.writeEndObject();
        writeRoundTrip(json, udp.roundTrip());
        json.writeEndObject();
    }

    private static void writeBoth(JsonGenerator json, SessionCounters.Both both) throws IOException {
        json.writeObjectFieldStart("bothCounters");
        json.writeNumberField("textsSent", both.textsSent());
        writeFirst(json, "tcpFirst", both.tcpFirst());
        writeFirst(json, "udpFirst", both.udpFirst());
        json.writeEndObject();
    }

    private static void writeFirst(JsonGenerator json, String name, SessionCounters.First first) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("texts", first.texts());
        json.writeNumberField("measured", first.measured());
        json.writeNumberField("meanMicros", micros(first.mean()));
        json.writeNumberField("longestMicros", micros(first.longest()));
        json.writeEndObject();
    }

    private static void writeRoundTrip(JsonGenerator json, RoundTrip roundTrip) throws IOException {
        json.writeObjectFieldStart("roundTrip");
        json.writeNumberField("samples", roundTrip.samples());
        json.writeNumberField("latestMicros", micros(roundTrip.latest()));
        json.writeNumberField("leastMicros", micros(roundTrip.least()));
        json.writeNumberField("smoothedMicros", micros(roundTrip.smoothed()));
        json.writeNumberField("variationMicros", micros(roundTrip.variation()));
        json.writeEndObject();
    }

    /** A time as JSON has it: whole microseconds. */
    static long micros(Duration time) {
        return TimeUnit.MICROSECONDS.convert(time);
    }
}
