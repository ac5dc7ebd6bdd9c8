package io.tekcos.chat.cli;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SlowerCopy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chat connect HOST}: a session with a server; lines go there, and what it says is shown. */
@Command(
        name = "connect",
        description = "Connect to a server; say what is typed here, and show what it says.",
        footer = {"", "It ends at the end of input (Ctrl-D), when all is delivered, or with /quit."})
final class ConnectVerb extends Verb {

    private static final Duration GOODBYE = Duration.ofSeconds(6);

    @Parameters(index = "0", paramLabel = "HOST", description = "The server's name or address.")
    private String host = "";

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

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Mixin
    private ReceiveOptions receive = new ReceiveOptions();

    ConnectVerb(Streams streams) {
        super(streams);
    }

    @Override
    int talk(Dialogue dialogue, Output output, Stop stop) {
        Printer printer = new Printer();
        Fates fates = new Fates();
        Ear ear = new Ear(output, stop, talk.fallback(), new Neighbours(talk.name(), output, printer));
        talk.network().show(output);
        Transfers transfers = new Transfers(output, printer);
        Offers offers = new Offers(receive.acceptance(dialogue.isAtTerminal()), receive.policy(), output, transfers);
        CompletableFuture<Session> connecting = connect(ear, printer, offers);
        CompletableFuture.anyOf(connecting, stop.requested()).join();
        if (!connecting.isDone()) {
            return stop.await().exitCode();
        }
        Session session = connecting.join();
        Outbox outbox = new Outbox(session, output, printer, fates, Host.PATIENCE, true);
        ear.onResume(outbox::onResumed);
        printer.execute(() -> ear.introduce(session));
        outbox.followRestored();
        Runnable quit = () -> stop.request(Stop.Reason.QUIT);
        Host audience = new Host(outbox);
        LineSource lines = dialogue.lines(talk.via(), audience::names);
        FileCommands files = new FileCommands(talk.name(), audience, offers, transfers, output, printer, fates);
        new Conversation(lines, output, printer, audience, fates, talk, files).start(quit, quit);
        Stop.Reason reason = stop.await();
        end(session, reason);
        ear.awaitEnd(GOODBYE);
        printer.flush(GOODBYE);
        fates.report(output, Printable.escape(session.peer().name()));
        boolean isLeft = outbox.reportKept();
        return reason == Stop.Reason.SESSION_ENDED || (!reason.isSignal() && (fates.isFailed() || isLeft))
                ? ExitCode.FAILED
                : reason.exitCode();
    }

    /** Says goodbye; but whoever interrupts a session without a connection does not wait until it could be heard. */
    private static void end(Session session, Stop.Reason reason) {
        if (reason.isSignal() && !session.isConnected()) {
            session.closeNow();
        } else {
            session.close(GOODBYE);
        }
    }

    private CompletableFuture<Session> connect(Ear ear, Printer printer, Offers offers) {
        Addresses.requireHost(host);
        ChatClient.Builder builder = ChatClient.builder()
                .name(talk.name())
                .udpPort(udpPort)
                .limits(talk.limits())
                .executor(printer)
                .allowSeedPeers(talk.allowSeedPeers())
                .impairment(talk.network().impairment())
                .faultLog(talk.network())
                .listener(ear);
        if (talk.bind() != null) {
            builder.bindAddress(talk.bind());
        }
        if (talk.outbox() != null) {
            builder.outbox(talk.outbox(), Durability.WRITE);
        }
        try {
            return builder.connectAsync(host, tcpPort).thenApply(session -> {
                offers.listenTo(session, session.peer().name());
                return session;
            });
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Hears what happens to the session, on the printer's thread. */
    private static final class Ear implements SessionListener {

        private final Output output;
        private final Stop stop;
        private final Fallback fallback;
        private final Neighbours neighbours;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile Runnable onResume = () -> {};
        private boolean introduced;

        Ear(Output output, Stop stop, Fallback fallback, Neighbours neighbours) {
            this.output = output;
            this.stop = stop;
            this.fallback = fallback;
            this.neighbours = neighbours;
        }

        /** Sets what else is to be done when the session goes on by another connection. */
        void onResume(Runnable task) {
            onResume = task;
        }

        /** Says that we are connected, before anything else is said of the session. */
        void introduce(Session session) {
            if (!introduced) {
                introduced = true;
                output.connected(session);
            }
        }

        @Override
        public void onMessage(Session session, Message message) {
            introduce(session);
            neighbours.sayWhoWasHere(session);
            output.message(session.id(), message);
        }

        @Override
        public void onSlowerCopy(Session session, SlowerCopy copy) {
            introduce(session);
            output.slowerCopy(session.id(), copy);
        }

        @Override
        public void onMemberJoined(Session session, MemberJoined joined) {
            introduce(session);
            neighbours.onJoined(session, joined);
        }

        @Override
        public void onMemberLeft(Session session, MemberLeft left) {
            introduce(session);
            neighbours.onLeft(session, left);
        }

        @Override
        public void onPathChanged(Session session, PathChanged change) {
            introduce(session);
            output.path(session, change, fallback);
        }

        @Override
        public void onReconnecting(Session session, Reconnecting attempt) {
            introduce(session);
            neighbours.sayWhoWasHere(session);
            output.reconnecting(session, attempt);
        }

        @Override
        public void onResumed(Session session, Resumed resumed) {
            output.resumed(session, resumed);
            onResume.run();
        }

        @Override
        public void onFatesUnknown(Session session, FatesUnknown fates) {
            introduce(session);
            neighbours.sayWhoWasHere(session);
            output.unknown(session.id(), fates.ids());
        }

        @Override
        public void onClosed(Session session, SessionClosed closed) {
            introduce(session);
            neighbours.sayWhoWasHere(session);
            output.closed(session, closed);
            stop.request(Stop.Reason.SESSION_ENDED);
            ended.complete(null);
        }

        void awaitEnd(Duration atMost) {
            ended.completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}
