package io.tekcos.chat.cli;

import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Limits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who one is, and what the network is like: the options that all verbs with a session share. */
class NetworkOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "What others see you as (default: your user name).")
    private @Nullable String name;

    @Option(names = "--bind", paramLabel = "ADDR", description = "The local address to use (default: any).")
    private @Nullable String bind;

    @Option(
            names = "--resume",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long a session outlives its connection, waiting for another (default: 2m; serve waits 30 s"
                            + " longer); 0 ends it with the connection.")
    private Duration resume = Limits.DEFAULTS.resume();

    @Option(
            names = "--impair",
            paramLabel = "SPEC",
            converter = BadNetwork.Converter.class,
            description =
                    "Make the network bad on purpose, to try things on: loss=5%%,delay=50ms,tcp.delay=20ms,seed=7,"
                            + " for example.")
    private BadNetwork network = new BadNetwork(Impairment.NONE);

    String name() {
        return name == null ? defaultName() : name.strip();
    }

    @Nullable
    String bind() {
        return bind;
    }

    Limits limits() {
        return Limits.builder().resume(resume).build();
    }

    BadNetwork network() {
        return network;
    }

    private static String defaultName() {
        String user = permitted(System.getProperty("user.name", ""));
        if (!user.isEmpty()) {
            return user;
        }
        try {
            String host = permitted(InetAddress.getLocalHost().getHostName());
            return host.isEmpty() ? "somebody" : host;
        } catch (UnknownHostException nameless) {
            return "somebody";
        }
    }

    /** Leaves out what a name may not hold; 32 characters of UTF-8 are never more than a name's 128 bytes. */
    private static String permitted(String wish) {
        StringBuilder name = new StringBuilder();
        wish.codePoints()
                .filter(codePoint -> !Printable.isUnsafe(codePoint) && codePoint != '?')
                .limit(32)
                .forEach(name::appendCodePoint);
        return name.toString().strip();
    }
}
