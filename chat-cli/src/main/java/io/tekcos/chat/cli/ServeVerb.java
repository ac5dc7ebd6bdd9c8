package io.tekcos.chat.cli;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Durability;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat serve}: a room for whoever connects, and its host types here. */
@Command(
        name = "serve",
        description = "Keep a room: others connect and hear one another, and you are the host.",
        footer = {"", "A signal or /quit ends it. The end of input does not, but Ctrl-D on a terminal does."})
final class ServeVerb extends Verb {

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

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Mixin
    private ReceiveOptions receive = new ReceiveOptions();

    @Option(names = "--until-eof", description = "End at the end of input too.")
    private boolean untilEof;

    ServeVerb(Streams streams) {
        super(streams);
    }

    @Override
    int talk(Dialogue dialogue, Output output, Stop stop) {
        Printer printer = new Printer();
        Transfers transfers = new Transfers(output, printer);
        Offers offers = new Offers(receive.acceptance(dialogue.isAtTerminal()), receive.policy(), output, transfers);
        CompletableFuture<ChatServer> started = new CompletableFuture<>();
        Guests guests = new Guests(
                talk.name(),
                output,
                printer,
                talk.fallback(),
                () -> started.join().counters());
        ChatServer server = start(guests, offers, printer);
        started.complete(server);
        output.listening(
                server.tcpPort(),
                server.udpPort(),
                server.transport().name().toLowerCase(Locale.ROOT),
                commands(server));
        talk.network().show(output);
        LineSource lines = dialogue.lines(talk.via(), guests::names);
        FileCommands files = new FileCommands(talk.name(), guests, offers, transfers, output, printer, guests.fates());
        new Conversation(lines, output, printer, guests, guests.fates(), talk, files)
                .start(() -> stop.request(Stop.Reason.QUIT), () -> onEndOfInput(dialogue, output, stop, offers));
        Stop.Reason reason = stop.await();
        server.close();
        printer.flush(Duration.ofSeconds(2));
        guests.sayWhoIsLeft();
        return reason == Stop.Reason.QUIT && guests.fates().isFailed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private ChatServer start(Guests guests, Offers offers, Printer printer) {
        ChatServer.Builder builder = ChatServer.builder()
                .name(talk.name())
                .tcpPort(tcpPort)
                .udpPort(udpPort)
                .limits(talk.limits())
                .executor(printer)
                .allowSeedPeers(talk.allowSeedPeers())
                .impairment(talk.network().impairment())
                .faultLog(talk.network())
                .onSession((Session session) -> {
                    guests.onSession(session);
                    offers.listenTo(session, guests.nameOf(session));
                });
        if (talk.bind() != null) {
            builder.bindAddress(talk.bind());
        }
        if (talk.outbox() != null) {
            builder.outbox(talk.outbox(), Durability.WRITE);
        }
        try {
            return builder.start();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private List<String> commands(ChatServer server) {
        String port = server.tcpPort() == ChatServer.DEFAULT_TCP_PORT ? "" : " --tcp-port " + server.tcpPort();
        return Addresses.reachable(talk.bind()).stream()
                .map(address -> "chat connect " + address + port)
                .toList();
    }

    private void onEndOfInput(Dialogue dialogue, Output output, Stop stop, Offers offers) {
        if (untilEof || dialogue.isAtTerminal()) {
            stop.request(Stop.Reason.QUIT);
        } else {
            offers.onNobodyAsks();
            output.note("The input has ended; the server goes on until Ctrl-C.");
        }
    }
}
