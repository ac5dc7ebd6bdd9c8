package io.tekcos.chat.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Writes events, one JSON object a line, each with its name and the time. */
final class JsonLines {

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final LineSink out;
    private final Clock clock;

    JsonLines(LineSink out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Writes an event's own fields. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    void event(String name, Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("event", name);
            json.writeStringField("time", TIME.format(Instant.now(clock)));
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing here leaves memory
        }
        out.println(Printable.escapeJson(line.toString()));
    }
}
