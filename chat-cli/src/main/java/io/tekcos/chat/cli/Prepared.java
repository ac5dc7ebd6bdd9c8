package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.netty.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A process that knows its verb but not yet its arguments: it loads what the verb needs, then reads them from the first line
 * of its input. So the demo's client starts while the server does whose port it has to be told.
 *
 * @param verb its name
 */
record Prepared(String verb) {

    /** The system property that makes a process such a one, and names the verb. */
    static final String PROPERTY = "io.tekcos.chat.cli.prepared";

    private static final String SEPARATOR = "\t";

    /** What this process is prepared for; null if it has its arguments, as usual. */
    static @Nullable Prepared ofProcess() {
        String verb = System.getProperty(PROPERTY);
        return verb == null ? null : new Prepared(verb);
    }

    /** The line that tells a prepared process its arguments, the verb first; none may hold a tab. */
    static String line(List<String> arguments) {
        return String.join(SEPARATOR, arguments);
    }

    /** Gets ready, waits for the arguments and runs the verb. */
    int run(Streams streams) {
        CommandLine commandLine = Main.commandLine(streams, Verbs.wantedBy(verb));
        Transport.best();
        String arguments = readLine(streams.in());
        return arguments == null ? ExitCode.DONE : commandLine.execute(arguments.split(SEPARATOR, -1));
    }

    /** Reads no further than the line, for what follows it is the verb's input; null if the input ends before. */
    private static @Nullable String readLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                line.write(next);
            }
        } catch (IOException unreadable) {
            return null;
        }
        return line.toString(UTF_8);
    }
}
