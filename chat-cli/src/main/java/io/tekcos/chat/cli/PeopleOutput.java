package io.tekcos.chat.cli;

import static io.tekcos.chat.cli.Printable.escape;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import java.util.List;
import java.util.Locale;

/** Lines for people: what others say on stdout, everything else on stderr. Nothing of a peer's reaches it unescaped. */
final class PeopleOutput implements Output {

    private final LineWriter out;
    private final LineWriter err;
    private final Colours colours;

    PeopleOutput(LineWriter out, LineWriter err, Colours colours) {
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    @Override
    public void listening(int tcpPort, int udpPort, String transport, List<String> commands) {
        note("Listening on TCP port " + tcpPort + " and UDP port " + udpPort + ". Others connect with");
        commands.forEach(command -> err.println("    " + command));
        note("A line you type goes to everybody who is connected; /help lists the commands, Ctrl-C ends.");
    }

    @Override
    public void connected(Session session) {
        note("Connected to " + describe(session) + ".");
        note("A line you type is sent; /help lists the commands, Ctrl-D ends.");
    }

    @Override
    public void joined(Session session) {
        note(describe(session) + " has connected.");
    }

    @Override
    public void left(Session session, SessionClosed closed) {
        note(describeEnd(session, closed));
    }

    @Override
    public void sent(Session session, Sending sending, String text) {}

    @Override
    public void delivered(Session session, Receipt receipt) {}

    @Override
    public void unknown(SessionId session, List<Long> ids) {} // the lines of input that they were are said

    @Override
    public void tookOtherPath(Session session, String where) {
        note(where + " went to " + name(session) + " by TCP: no datagram could carry it.");
    }

    @Override
    public void message(SessionId session, Message message) {
        out.println(colours.tag(message.via()) + " " + escape(message.from()) + ": " + escape(message.text()));
    }

    @Override
    public void path(Session session, PathChanged change) {
        String why = change.udp() == PathState.UP ? "" : " (" + escape(change.why()) + ")";
        note("UDP to " + name(session) + " is " + lower(change.udp()) + why + ".");
    }

    @Override
    public void peer(Session session) {
        note("    " + describe(session) + ", UDP " + lower(session.udp()));
    }

    @Override
    public void stats(Session session) {
        SessionCounters counters = session.counters();
        SessionCounters.Tcp tcp = counters.tcp();
        SessionCounters.Udp udp = counters.udp();
        note(describe(session));
        note(String.format(
                Locale.ROOT,
                "    TCP      sent %,d texts (%,d delivered), received %,d; bytes sent %,d, received %,d",
                tcp.textsSent(),
                tcp.textsAcknowledged(),
                tcp.textsReceived(),
                tcp.bytesSent(),
                tcp.bytesReceived()));
        note(String.format(
                Locale.ROOT,
                "    UDP %-4s sent %,d texts, received %,d; datagrams sent %,d, received %,d, failed %,d; by TCP instead %,d",
                lower(session.udp()),
                udp.textsSent(),
                udp.textsReceived(),
                udp.datagramsSent(),
                udp.datagramsReceived(),
                udp.sendFailures(),
                udp.fallbacks()));
        udp.dropped().forEach((reason, count) -> note("             dropped " + count + " " + lower(reason)));
    }

    @Override
    public void closed(Session session, SessionClosed closed) {
        if (closed.by() != Initiator.LOCAL) {
            note(describeEnd(session, closed));
        }
    }

    @Override
    public void demoText(DemoText text, ChildEvent arrival) {
        Via via = Via.valueOf(arrival.get("via").toUpperCase(Locale.ROOT));
        String arrow = text.from().equals(DemoText.CLIENT) ? "client --> server  " : "client <-- server  ";
        out.println(arrow + colours.tag(via) + " " + escape(arrival.get("text")));
    }

    @Override
    public void demo(DemoResult result) {
        out.println("");
        result.lines().forEach(out::println);
    }

    @Override
    public void error(String code, String text) {
        err.println("chat: " + text);
    }

    @Override
    public void note(String text) {
        err.println(colours.dim(text));
    }

    private static String describeEnd(Session session, SessionClosed closed) {
        String who = name(session);
        String said = closed.text().isEmpty() ? "" : " (" + escape(closed.text()) + ")";
        return switch (closed.by()) {
            case NETWORK -> "The connection to " + who + " broke" + said + ".";
            case LOCAL ->
                "Closed the session with " + who + (isGoodbye(closed) ? "." : ": " + reason(closed) + said + ".");
            case PEER ->
                isGoodbye(closed)
                        ? who + " has said goodbye" + said + "."
                        : who + " has ended the session: " + reason(closed) + said + ".";
        };
    }

    private static boolean isGoodbye(SessionClosed closed) {
        return closed.cause() == CloseCause.GOODBYE;
    }

    private static String reason(SessionClosed closed) {
        return lower(closed.cause()).replace('_', ' ');
    }

    private static String name(Session session) {
        return escape(session.peer().name());
    }

    private static String describe(Session session) {
        Peer peer = session.peer();
        return escape(peer.name()) + " at " + Addresses.describe(peer.address());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
