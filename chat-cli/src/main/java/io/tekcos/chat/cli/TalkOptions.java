package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How texts travel: the options that {@code serve} and {@code connect} share. */
final class TalkOptions extends NetworkOptions {

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
            names = "--allow-seed-peers",
            description = "Talk to the program that this one grew from, too: bare texts, without receipts.")
    private boolean allowSeedPeers;

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description =
                    "Note down in DIR what would be lost if this were killed, and go on from there the next time.")
    private @Nullable Path outbox;

    Via via() {
        return via;
    }

    Fallback fallback() {
        return noFallback ? Fallback.NONE : Fallback.TCP;
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
}
