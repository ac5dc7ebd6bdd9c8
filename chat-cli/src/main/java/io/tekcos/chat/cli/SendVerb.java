package io.tekcos.chat.cli;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat send HOST FILE...}: offers files to a server, and waits until it has them. */
@Command(
        name = "send",
        description = "Send files and folders to a server, and wait until it has them, whole and checked.",
        footer = {"", "What is lost with a connection goes on where it stopped."})
final class SendVerb extends Verb {

    private static final Duration GOODBYE = Duration.ofSeconds(6);
    private static final Path STDIN = Path.of("-");

    @Parameters(index = "0", paramLabel = "HOST", description = "The server's name or address.")
    private String host = "";

    @Parameters(
            index = "1",
            arity = "1..*",
            paramLabel = "FILE",
            description = "What to send; a folder with all that is in it, and - for the standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--tcp-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "The server's TCP port (default: 4000).")
    private int tcpPort = ChatServer.DEFAULT_TCP_PORT;

    @Option(
            names = "--udp-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "The server's UDP port (default: the one that the server names).")
    private int udpPort;

    @Option(
            names = "--limit",
            paramLabel = "RATE",
            converter = SizeConverter.class,
            description = "Send no more bytes than this in a second: 500K, for example.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--as",
            paramLabel = "FILENAME",
            description = "What the standard input is called there (default: stdin).")
    private @Nullable String as;

    @Option(names = "--sha256", description = "Say the SHA-256 of what was sent too, if it is a single file.")
    private boolean sha256;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    SendVerb(Streams streams) {
        super(streams);
    }

    @Override
    boolean isAboutFiles() {
        return true;
    }

    @Override
    int talk(Dialogue dialogue, Output output, Stop stop) {
        requireFiles();
        Printer printer = new Printer();
        Transfers transfers = new Transfers(output, printer, sha256, System::nanoTime);
        Ear ear = new Ear(output);
        Delivery delivery = new Delivery(
                () -> connect(ear, printer),
                SendOptions.DEFAULT.withBytesPerSecond(limit).withKey(UserKey.get()),
                network.limits().resume(),
                network.name(),
                transfers,
                output);
        network.network().show(output);
        try (Spool spool = new Spool(as == null ? "stdin" : as)) {
            CompletableFuture<Integer> work =
                    Background.start("sender", () -> delivery.run(() -> paths(spool, dialogue.in(), output)));
            Stop.Reason reason = stop.awaitOr(work);
            boolean isInterrupted = reason != null && reason.isSignal();
            if (isInterrupted) {
                delivery.sayInterrupted();
            } else {
                work.handle((exitCode, why) -> "").join(); // who reads no news may want the file all the same
            }
            ear.close(isInterrupted);
            printer.flush(GOODBYE);
            return reason != null && isInterrupted ? reason.exitCode() : work.join();
        }
    }

    /** Refuses what cannot be sent before anybody is asked whether he wants it. */
    private void requireFiles() {
        Addresses.requireHost(host);
        if (Collections.frequency(files, STDIN) > 1) {
            throw new UsageException("the standard input can be sent once only");
        } else if (as != null && !files.contains(STDIN)) {
            throw new UsageException("--as names the standard input: give - as FILE");
        }
        for (Path file : files) {
            if (!file.equals(STDIN)) {
                requireFile(file);
            }
        }
    }

    private static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("there is no file " + file);
        } else if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new UsageException(
                    file + " is neither a file nor a folder: what comes from it is sent by - and < " + file);
        }
    }

    private List<Path> paths(Spool spool, InputStream in, Output output) {
        try {
            List<Path> paths = new ArrayList<>(files);
            int place = paths.indexOf(STDIN);
            if (place >= 0) {
                output.note("Reading the standard input, which is sent when it has ended.");
                paths.set(place, spool.fill(in));
            }
            return paths;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the standard input cannot be kept: " + unreadable.getMessage(), unreadable);
        }
    }

    private CompletableFuture<Route> connect(Ear ear, Printer printer) {
        ChatClient.Builder builder = ChatClient.builder()
                .name(network.name())
                .udpPort(udpPort)
                .limits(network.limits())
                .executor(printer)
                .impairment(network.network().impairment())
                .faultLog(network.network())
                .listener(ear);
        if (network.bind() != null) {
            builder.bindAddress(network.bind());
        }
        try {
            return builder.connectAsync(host, tcpPort).thenApply(ear::onConnected);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Hears what happens to the session there is, on the printer's thread. */
    private static final class Ear implements SessionListener {

        private final Output output;
        private final CompletableFuture<Void> said = new CompletableFuture<>();
        private @Nullable Session session;
        private boolean ending;
        private volatile long lastConnected;
        private volatile boolean connected;

        Ear(Output output) {
            this.output = output;
        }

        synchronized Route onConnected(Session begun) {
            if (ending) {
                begun.closeNow();
                throw new CancellationException("the program is ending");
            }
            session = begun;
            connected = true;
            output.connected(begun);
            return new Route(
                    Recipient.of(begun, begun.peer().name()),
                    begun.whenClosed(),
                    () -> connected ? System.nanoTime() : lastConnected);
        }

        /** Says goodbye; without a connection there is nobody to say it to. */
        void close(boolean interrupted) {
            Session open = end();
            if (open == null) {
                return;
            } else if (interrupted && !open.isConnected()) {
                open.closeNow();
            } else {
                open.close(GOODBYE);
            }
            said.completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }

        private synchronized @Nullable Session end() {
            ending = true;
            return session;
        }

        @Override
        public void onMessage(Session from, Message message) {
            output.message(from.id(), message);
        }

        @Override
        public void onReconnecting(Session of, Reconnecting attempt) {
            onLoss();
            output.reconnecting(of, attempt);
        }

        @Override
        public void onResumed(Session of, Resumed resumed) {
            connected = true;
            output.resumed(of, resumed);
        }

        @Override
        public void onClosed(Session of, SessionClosed closed) {
            onLoss();
            output.closed(of, closed);
            if (isLast()) {
                said.complete(null);
            }
        }

        private void onLoss() {
            if (connected) {
                connected = false;
                lastConnected = System.nanoTime();
            }
        }

        private synchronized boolean isLast() {
            return ending;
        }
    }
}
