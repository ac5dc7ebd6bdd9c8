package io.tekcos.chat.cli;

import static io.tekcos.chat.cli.Printable.escape;
import static io.tekcos.chat.cli.Printable.escapeText;

import io.tekcos.chat.Session;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.Via;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines for people: what others say on stdout, everything else on stderr. Nothing of a peer's reaches it unescaped. */
final class PeopleOutput implements Output {

    private static final int MOST_NAMES = 20;
    private static final Duration PROGRESS = Duration.ofMillis(200);
    private static final String AWAY = ", away: there is no connection";

    private final LineSink out;
    private final LineSink err;
    private final Colours colours;
    private final boolean atTerminal;
    private final boolean aboutFiles;
    private volatile boolean keepsFiles = true;
    private final Map<Session, ConnectionNews> news = Collections.synchronizedMap(new WeakHashMap<>());

    /** For a chat; see the other constructor. */
    PeopleOutput(LineSink out, LineSink err, Colours colours, boolean atTerminal) {
        this(out, err, colours, atTerminal, false);
    }

    /**
     * @param atTerminal whether a person types, who is told of the keys
     * @param aboutFiles whether no texts are sent, which could wait for a lost connection
     */
    PeopleOutput(LineSink out, LineSink err, Colours colours, boolean atTerminal, boolean aboutFiles) {
        this.out = out;
        this.err = err;
        this.colours = colours;
        this.atTerminal = atTerminal;
        this.aboutFiles = aboutFiles;
    }

    @Override
    public void listening(int tcpPort, int udpPort, String transport, List<String> commands) {
        note("Listening on TCP port " + tcpPort + " and UDP port " + udpPort + ". Others connect with");
        commands.forEach(command -> err.println("    " + command));
        if (atTerminal) {
            note("A line you type goes to everybody; /help lists the commands, Ctrl-D ends.");
        }
    }

    @Override
    public void receiving(int tcpPort, int udpPort, String transport, List<String> commands, @Nullable Path folder) {
        keepsFiles = folder != null;
        note("Listening on TCP port " + tcpPort + " and UDP port " + udpPort + ".");
        note(folder == null ? "One file is passed on." : "Files go to " + escape(folder.toString()) + ".");
        note("Others send with");
        commands.forEach(command -> err.println("    " + command));
    }

    @Override
    public void connected(Session session) {
        note("Connected to " + describe(session) + ".");
        if (atTerminal && !aboutFiles) {
            note("A line you type is sent; /help lists the commands, Ctrl-D ends.");
        }
    }

    @Override
    public void joined(Session session) {
        note(describe(session) + " has connected.");
    }

    @Override
    public void left(Session session, SessionClosed closed) {
        note(news(session).onEnd(closed));
    }

    @Override
    public void reconnecting(Session session, Reconnecting attempt) {
        news(session).onReconnecting(attempt).ifPresent(this::note);
    }

    @Override
    public void resumed(Session session, Resumed resumed) {
        news(session).onResumed(resumed).ifPresent(this::note);
    }

    @Override
    public void sent(Session session, Sending sending, String text) {}

    @Override
    public void restored(Session session, List<Sending> texts) {
        note(
                texts.size() == 1
                        ? "1 text from before is on its way."
                        : String.format(Locale.ROOT, "%,d texts from before are on their way.", texts.size()));
    }

    @Override
    public void kept(Session session, List<Long> ids) {
        error(
                "kept",
                String.format(
                                Locale.ROOT,
                                "%,d %s in the outbox",
                                ids.size(),
                                ids.size() == 1 ? "text is" : "texts are")
                        + ": to be delivered when a session with " + name(session) + " and the same outbox begins");
    }

    @Override
    public void delivered(Session session, Receipt receipt) {}

    @Override
    public void unknown(SessionId session, List<Long> ids) {} // which texts these were is said as an error

    @Override
    public void tooLongForUdp(Session session, long line) {
        news(session).udp().onTooLong(line).ifPresent(this::note);
    }

    @Override
    public void udpWasNotUp(Session session, long line) {
        news(session).udp().onNotUp(line, session.udp()).ifPresent(this::note);
    }

    @Override
    public void seedPeerTakesNoCopies(Session session, long line) {
        news(session).udp().onNoCopies(line).ifPresent(this::note);
    }

    @Override
    public void enteredRoom(Session session, RoomMember self, String wished) {
        if (!self.name().equals(wished)) {
            note("You are " + escape(self.name()) + " here: there is another " + escape(wished) + ".");
        }
    }

    @Override
    public void memberBefore(Session session, RoomMember member) {} // a line for all of them follows

    @Override
    public void membersBefore(Session session, List<RoomMember> members) {
        note("Also here: " + names(members) + ".");
    }

    @Override
    public void memberJoined(Session session, RoomMember member) {
        note(escape(member.name()) + " has joined.");
    }

    @Override
    public void memberLeft(Session session, RoomMember member) {
        note(escape(member.name()) + " has left.");
    }

    @Override
    public void members(Session session, List<RoomMember> members) {
        String others = members.size() == 1 ? "" : ", " + names(members.subList(1, members.size()));
        note("    in the room: " + escape(members.get(0).name()) + " (you)" + others);
    }

    /** As many names as a person reads, and how many more there are. */
    static String names(List<RoomMember> members) {
        String names = members.stream()
                .limit(MOST_NAMES)
                .map(member -> escape(member.name()))
                .collect(Collectors.joining(", "));
        int more = members.size() - MOST_NAMES;
        return more > 0 ? String.format(Locale.ROOT, "%s and %,d more", names, more) : names;
    }

    @Override
    public void message(SessionId session, Message message) {
        String path = "[" + (message.both() ? "both/" : "") + lower(message.via())
                + (message.maybeRepeated() ? ", perhaps again" : "") + "]";
        out.println(colours.of(message.via(), path) + " " + author(message.from()) + ": " + escapeText(message.text()));
    }

    /** A name that could be read as another's and the beginning of a text stands in quotation marks. */
    private static String author(String name) {
        return name.contains(":") ? '"' + escape(name) + '"' : escape(name);
    }

    @Override
    public void slowerCopy(SessionId session, SlowerCopy copy) {} // the counters tell

    @Override
    public void path(Session session, PathChanged change, Fallback fallback) {
        news(session).udp().onChange(change, fallback).ifPresent(this::note);
    }

    @Override
    public void fileOffer(SessionId session, String from, OfferedFiles files, int number) {
        note(escape(from) + " offers " + Sizes.describe(files)
                + (number == 0 ? "." : ": /accept " + number + " or /refuse " + number + "."));
    }

    @Override
    public void fileOffered(Recipient to, String ownName, OfferedFiles files, long leftOut) {
        String less = leftOut == 0
                ? ""
                : String.format(Locale.ROOT, " Left out: %,d links that lead elsewhere, or special files.", leftOut);
        note("Offered " + Sizes.describe(files) + " to " + escape(to.name()) + "." + less);
    }

    @Override
    public void fileProgress(List<Underway> all) {
        err.status(ProgressLine.of(all));
    }

    @Override
    public Duration progressInterval() {
        return PROGRESS; // where it goes to no terminal, nothing is shown
    }

    @Override
    public void fileDone(Underway transfer, TransferResult result, Duration took, String sha256) {
        note((transfer.incoming() ? "Received " : "Sent ") + transfer.describe() + ": "
                + Sizes.speed(transfer.files().bytes(), result.bytesMoved(), took) + place(transfer, result.paths())
                + "."
                + (sha256.isEmpty() ? "" : "\n    SHA-256 " + sha256));
    }

    private String place(Underway transfer, List<Path> paths) {
        if (!transfer.incoming() || !keepsFiles || paths.isEmpty()) {
            return "";
        }
        String first = escape(paths.get(0).toString());
        return paths.size() == 1
                ? "; it is " + first
                : String.format(Locale.ROOT, "; %s and %,d more are there", first, paths.size() - 1);
    }

    @Override
    public void fileFailed(Underway transfer, TransferFault fault, String text) {
        error(lower(fault), transfer.describe() + ": " + escape(text));
    }

    @Override
    public void peer(Session session) {
        note("    " + describe(session) + (session.isConnected() ? ", UDP " + lower(session.udp()) : AWAY));
    }

    @Override
    public void stats(Session session) {
        note(describe(session) + (session.isConnected() ? "" : AWAY));
        Statistics.lines(session.counters(), session.udp()).forEach(this::note);
    }

    @Override
    public void serverStats(ServerCounters counters) {
        note(Statistics.line(counters));
    }

    @Override
    public void help(boolean texts) {
        note(Command.help(texts));
    }

    @Override
    public void impairment(String spec, Map<String, Long> faults) {
        String soFar = faults.entrySet().stream()
                .map(fault -> String.format(Locale.ROOT, "%s %,d", fault.getKey(), fault.getValue()))
                .collect(Collectors.joining(", "));
        note("The network is bad on purpose: " + spec + (soFar.isEmpty() ? "" : "\n    " + soFar));
    }

    @Override
    public void closed(Session session, SessionClosed closed) {
        if (closed.by() != Initiator.LOCAL) {
            note(news(session).onEnd(closed));
        }
    }

    @Override
    public void demoText(DemoText text, ChildEvent arrival) {
        Via via = Via.valueOf(arrival.get("via").toUpperCase(Locale.ROOT));
        String arrow = text.from().equals(DemoText.CLIENT) ? "client --> server  " : "client <-- server  ";
        out.println(arrow + colours.of(via, "[" + lower(via) + "]") + " " + escape(arrival.get("text")));
    }

    @Override
    public void demo(DemoResult result) {
        out.println("");
        result.lines().forEach(out::println);
    }

    @Override
    public void error(String code, String text) {
        err.println(WordWrap.wrap("chat: " + text, err.columns()));
    }

    @Override
    public void note(String text) {
        err.println(colours.dim(WordWrap.wrap(text, err.columns())));
    }

    private ConnectionNews news(Session session) {
        return news.computeIfAbsent(session, of -> new ConnectionNews(name(of), aboutFiles, System::nanoTime));
    }

    private static String name(Session session) {
        return escape(session.peer().name());
    }

    private static String describe(Session session) {
        Peer peer = session.peer();
        return escape(peer.name()) + (peer.seedPeer() ? " (seed peer)" : "") + " at "
                + Addresses.describe(peer.address());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
