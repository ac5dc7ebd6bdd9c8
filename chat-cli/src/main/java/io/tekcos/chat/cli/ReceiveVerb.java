package io.tekcos.chat.cli;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat receive}: a server that takes files. */
@Command(
        name = "receive",
        description = "Take files that others send.",
        footer = {"", "A signal or /quit ends it, and with --once the end of the first transfer."})
final class ReceiveVerb extends Verb {

    /** For how long those who have sent something may take to say goodbye. */
    private static final Duration GOODBYES = Duration.ofSeconds(1);

    @Option(
            names = "--tcp-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "The TCP port to listen on (default: 4000); 0 picks a free one.")
    private int tcpPort = ChatServer.DEFAULT_TCP_PORT;

    @Option(
            names = "--udp-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "The UDP port to listen on (default: 2000); 0 picks a free one.")
    private int udpPort = ChatServer.DEFAULT_UDP_PORT;

    @Option(names = "--once", description = "End with the first transfer: 0 if it was done, 1 if it failed.")
    private boolean once;

    @Option(
            names = "-o",
            paramLabel = "-",
            description = "With --once: take one file, and write it to the standard output (-), and nowhere else.")
    private @Nullable String output;

    @Option(names = "--sha256", description = "Say the SHA-256 of what has come too, if it is a single file.")
    private boolean sha256;

    @Mixin
    private ReceiveOptions receive = new ReceiveOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    private final OneTransfer first = new OneTransfer();

    ReceiveVerb(Streams streams) {
        super(streams);
    }

    @Override
    boolean isAboutFiles() {
        return true;
    }

    @Override
    LineSink events(Dialogue dialogue) {
        return output == null ? dialogue.out() : dialogue.err();
    }

    @Override
    int talk(Dialogue dialogue, Output news, Stop stop) {
        requireSense();
        Acceptance acceptance = receive.acceptance(dialogue.isAtTerminal());
        try (Scratch scratch = new Scratch()) {
            ReceivePolicy policy = output == null ? receive.policy() : receive.policyIn(scratch.folder());
            return receive(dialogue, news, stop, policy, acceptance);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the file cannot be passed on: " + unwritable.getMessage(), unwritable);
        }
    }

    /** Refuses options by which nothing could come, or nowhere. */
    private void requireSense() {
        if (output != null && (!once || !output.equals("-"))) {
            throw new UsageException("-o wants - and --once: one file goes to the standard output");
        } else if (output != null && receive.namesFolder()) {
            throw new UsageException("-o - keeps no file: leave out --downloads");
        }
    }

    private int receive(Dialogue dialogue, Output news, Stop stop, ReceivePolicy policy, Acceptance acceptance)
            throws IOException {
        Printer printer = new Printer();
        Transfers transfers = new Transfers(news, printer, sha256, System::nanoTime);
        Offers offers = new Offers(acceptance, policy, news, transfers, this::objection, first::onTaken);
        Senders senders = new Senders(news, printer, offers);
        ChatServer server = start(senders, printer);
        sayWhere(server, news, policy);
        if (acceptance == Acceptance.NONE) {
            sayThatNothingIsAccepted(dialogue.err());
        } else if (acceptance == Acceptance.ASK) {
            FileCommands files =
                    new FileCommands(network.name(), senders, offers, transfers, news, printer, new Fates());
            converse(dialogue, news, stop, printer, files, senders, offers);
        }
        Stop.Reason reason = once ? stop.awaitOr(first.end()) : stop.await();
        if (reason == null) {
            senders.awaitGoodbyes(GOODBYES);
        }
        server.close();
        printer.flush(Duration.ofSeconds(2));
        return exitCode(reason, dialogue);
    }

    private int exitCode(Stop.@Nullable Reason reason, Dialogue dialogue) throws IOException {
        if (!once) {
            return ExitCode.DONE;
        } else if (reason != null) {
            return reason.isSignal() ? reason.exitCode() : ExitCode.FAILED;
        }
        return first.end().isCompletedExceptionally()
                ? ExitCode.FAILED
                : deliver(dialogue, first.end().join());
    }

    private void sayWhere(ChatServer server, Output news, ReceivePolicy policy) {
        String port = server.tcpPort() == ChatServer.DEFAULT_TCP_PORT ? "" : " --tcp-port " + server.tcpPort();
        List<String> commands = Addresses.reachable(network.bind()).stream()
                .map(address -> "chat send " + address + port + " FILE")
                .toList();
        String transport = server.transport().name().toLowerCase(Locale.ROOT);
        news.receiving(
                server.tcpPort(), server.udpPort(), transport, commands, output == null ? policy.folder() : null);
        network.network().show(news);
    }

    /** Why a file cannot be taken any more, or not so. */
    private String objection(OfferedFiles files) {
        if (once && !first.isOrBecomes(files)) {
            return "only one transfer is taken here";
        }
        return output != null && files.entries() != 1 ? "only a single file is taken here" : "";
    }

    /** Writes the file to where it belongs, if that is no folder. */
    private int deliver(Dialogue dialogue, TransferResult result) throws IOException {
        if (output != null) {
            dialogue.close();
            for (Path file : result.paths()) {
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    Files.copy(file, out);
                }
            }
        }
        return ExitCode.DONE;
    }

    private static void sayThatNothingIsAccepted(LineSink err) {
        String text =
                "chat: nothing will be accepted: give --accept all, or --accept ask to decide by /accept and /refuse";
        err.println(WordWrap.wrap(text, err.columns()));
    }

    private static void converse(
            Dialogue dialogue,
            Output news,
            Stop stop,
            Printer printer,
            FileCommands files,
            Senders senders,
            Offers offers) {
        if (dialogue.isAtTerminal()) {
            news.note("You are asked about each offer; /help lists the commands, Ctrl-D ends.");
        }
        LineSource lines = dialogue.lines(null, senders::names);
        Runnable quit = () -> stop.request(Stop.Reason.QUIT);
        Runnable end = dialogue.isAtTerminal() ? quit : offers::onNobodyAsks;
        new Conversation(lines, news, printer, senders, new Fates(), new TalkOptions(), files).start(quit, end);
    }

    private ChatServer start(Senders senders, Printer printer) {
        ChatServer.Builder builder = ChatServer.builder()
                .name(network.name())
                .tcpPort(tcpPort)
                .udpPort(udpPort)
                .limits(network.limits())
                .executor(printer)
                .impairment(network.network().impairment())
                .faultLog(network.network())
                .onSession((Session session) -> senders.onSession(session));
        if (network.bind() != null) {
            builder.bindAddress(network.bind());
        }
        try {
            return builder.start();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
