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
import java.util.concurrent.CompletableFuture;
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

    @Mixin
    private ReceiveOptions receive = new ReceiveOptions();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    private final CompletableFuture<TransferResult> first = new CompletableFuture<>();
    private volatile boolean taken;

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
        if (output != null && (!once || !output.equals("-"))) {
            throw new UsageException("-o wants - and --once: one file goes to the standard output");
        }
        try (Scratch scratch = new Scratch()) {
            ReceivePolicy policy = output == null ? receive.policy() : receive.policyIn(scratch.folder());
            return receive(dialogue, news, stop, policy);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the file cannot be passed on: " + unwritable.getMessage(), unwritable);
        }
    }

    private int receive(Dialogue dialogue, Output news, Stop stop, ReceivePolicy policy) throws IOException {
        Printer printer = new Printer();
        Transfers transfers = new Transfers(news, printer);
        Acceptance acceptance = receive.acceptance(dialogue.isAtTerminal());
        Offers offers = new Offers(acceptance, policy, news, transfers, this::objection, this::onTaken);
        Senders senders = new Senders(news, printer, offers);
        ChatServer server = start(senders, printer);
        sayWhere(server, news, policy);
        if (acceptance == Acceptance.ASK || dialogue.isAtTerminal()) {
            converse(
                    dialogue,
                    news,
                    stop,
                    printer,
                    new FileCommands(network.name(), senders, offers, transfers, news, printer, new Fates()),
                    senders);
        }
        Stop.Reason reason = once ? stop.awaitOr(first) : stop.await();
        server.close();
        printer.flush(Duration.ofSeconds(2));
        if (!once) {
            return ExitCode.DONE;
        } else if (reason != null) {
            return reason.isSignal() ? reason.exitCode() : ExitCode.FAILED;
        }
        return first.isCompletedExceptionally() ? ExitCode.FAILED : deliver(dialogue, first.join());
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
        if (once && taken) {
            return "only one transfer is taken here";
        }
        return output != null && files.entries() != 1 ? "only a single file is taken here" : "";
    }

    private void onTaken(CompletableFuture<TransferResult> transfer) {
        taken = true;
        var unused = transfer.whenComplete((result, why) -> {
            if (why == null) {
                first.complete(result);
            } else {
                first.completeExceptionally(why);
            }
        });
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

    private static void converse(
            Dialogue dialogue, Output news, Stop stop, Printer printer, FileCommands files, Senders senders) {
        LineSource lines = dialogue.lines(null, senders::names);
        Runnable quit = () -> stop.request(Stop.Reason.QUIT);
        Runnable end = dialogue.isAtTerminal() ? quit : () -> {};
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
