package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Via;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who one is, and how texts travel: the options that {@code serve} and {@code connect} share. */
final class TalkOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "What others see you as (default: your user name).")
    private @Nullable String name;

    @Option(names = "--bind", paramLabel = "ADDR", description = "The local address to use (default: any).")
    private @Nullable String bind;

    @Option(
            names = "--via",
            paramLabel = "PATH",
            converter = ViaConverter.class,
            completionCandidates = ViaConverter.Words.class,
            description = "The path that texts take until a command changes it: tcp, udp or both (default: tcp).")
    private Via via = Via.TCP;

    @Option(
            names = "--no-fallback",
            description = "A text for UDP or both that no datagram can carry fails; without this it travels by TCP.")
    private boolean noFallback;

    @Option(
            names = "--resume",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long a session outlives its connection, waiting for another (default: 2m; serve waits 30 s"
                            + " longer); 0 ends it with the connection.")
    private Duration resume = Limits.DEFAULTS.resume();

    @Option(
            names = "--allow-seed-peers",
            description = "Talk to the program that this one grew from, too: bare texts, without receipts.")
    private boolean allowSeedPeers;

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description =
                    "Note down in DIR what would be lost if this were killed, and go on from there the next time.")
    private @Nullable Path outbox;

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

    Via via() {
        return via;
    }

    Fallback fallback() {
        return noFallback ? Fallback.NONE : Fallback.TCP;
    }

    Limits limits() {
        return Limits.builder().resume(resume).build();
    }

    boolean allowSeedPeers() {
        return allowSeedPeers;
    }

    /** Where to keep what outlives the process; null for nowhere. */
    @Nullable
    Path outbox() {
        if (outbox != null && Files.exists(outbox) && !Files.isDirectory(outbox)) {
            throw new UsageException("--outbox wants a directory, and " + outbox + " is none");
        }
        return outbox;
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
