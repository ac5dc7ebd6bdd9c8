package io.tekcos.chat.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The report for programs: its records as they are, with each round. */
final class JsonReport {

    private JsonReport() {}

    static void write(Report report, Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    }
}
