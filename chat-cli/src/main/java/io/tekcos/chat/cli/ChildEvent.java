package io.tekcos.chat.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of {@code --json} output, read back.
 *
 * @param name the event
 * @param fields what it says; a field within a field has both names, with a dot between them
 */
record ChildEvent(String name, Map<String, String> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    static ChildEvent parse(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            readObject(json, "", fields);
        }
        String name = fields.get("event");
        if (name == null) {
            throw new IOException("an object without an event");
        }
        return new ChildEvent(name, fields);
    }

    boolean is(String otherName) {
        return name.equals(otherName);
    }

    /** A field's value, empty if there is none. */
    String get(String field) {
        return fields.getOrDefault(field, "");
    }

    private static void readObject(JsonParser json, String prefix, Map<String, String> fields) throws IOException {
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readObject(json, prefix + key + ".", fields);
            } else {
                fields.put(prefix + key, json.getText());
            }
        }
    }
}
