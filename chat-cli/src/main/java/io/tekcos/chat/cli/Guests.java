package io.tekcos.chat.cli;

import io.tekcos.chat.Room;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Those who are in the room that a server keeps, its host apart. They come in an order, and are told of in it. */
final class Guests implements SessionListener, Audience {

    /** Without a single receipt for so long, a guest who is far behind is not waited for any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Room room;
    private final Output output;
    private final Printer printer;
    private final Fallback fallback;
    private final Supplier<ServerCounters> totals;
    private final Fates fates = new Fates();
    private final AtomicLong arrivals = new AtomicLong();
    private final Map<Long, Outbox> outboxes = new ConcurrentSkipListMap<>();
    private final Map<SessionId, String> roomNames = new ConcurrentHashMap<>();
    private final Set<Outbox> leaving = ConcurrentHashMap.newKeySet();

    /**
     * @param hostName what the guests see this program as
     * @param totals what the server has counted, which is there before anybody asks for it
     */
    Guests(String hostName, Output output, Printer printer, Fallback fallback, Supplier<ServerCounters> totals) {
        this.totals = totals;
        room = new Room(hostName);
        this.output = output;
        this.printer = printer;
        this.fallback = fallback;
    }

    /** Somebody has come; on the session's event loop. */
    void onSession(Session session) {
        outboxes.put(arrivals.incrementAndGet(), new Outbox(session, output, printer, new Fates(), PATIENCE, false));
        roomNames.put(session.id(), room.join(session).name());
        printer.execute(() -> output.joined(session));
        session.listen(this);
    }

    @Override
    public Collection<Outbox> outboxes() {
        return outboxes.values();
    }

    @Override
    public List<String> names() {
        return room.members().stream().map(RoomMember::name).toList();
    }

    @Override
    public List<Recipient> recipients(String name) {
        return outboxes.values().stream()
                .map(outbox -> Recipient.of(outbox.session(), nameOf(outbox.session())))
                .filter(guest -> name.isEmpty() || guest.name().equals(name))
                .toList();
    }

    /** What somebody is called in the room. */
    String nameOf(Session session) {
        return roomNames.getOrDefault(session.id(), session.peer().name());
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public void showPeers(Output to) {
        if (outboxes.isEmpty()) {
            to.note("Nobody is connected.");
        }
        outboxes.values().forEach(outbox -> to.peer(outbox.session()));
    }

    @Override
    public void showTotals(Output to) {
        to.serverStats(totals.get());
    }

    /** Waits a while for those who are far behind, and closes those who stay so. */
    @Override
    public boolean send(long line, String text, Via via, Fallback fallbackOfLine) throws InterruptedException {
        for (Outbox outbox : outboxes.values()) {
            if (!outbox.isGivenUp() && !outbox.awaitRoom(via)) {
                outbox.giveUp();
            }
        }
        Map<Session, Sending> sendings = room.send(text, via, fallbackOfLine);
        for (Outbox outbox : outboxes.values()) {
            Sending sending = sendings.get(outbox.session());
            if (outbox.isGivenUp()) {
                outbox.fates().onNotSent(line, text);
            } else if (sending != null) {
                outbox.follow(line, text, via, sending);
            }
        }
        return !sendings.isEmpty();
    }

    /** What became of the lines of input, as far as it is not said by those who are here. */
    Fates fates() {
        return fates;
    }

    /** The server is closed: says who has left, where that still waits behind what a slow reader has not read. */
    void sayWhoIsLeft() {
        for (Outbox outbox : outboxes.values()) {
            Session session = outbox.session();
            SessionClosed closed = session.whenClosed()
                    .getNow(new SessionClosed(CloseCause.CONNECTION_LOST, SessionClosed.Initiator.LOCAL, ""));
            onClosed(session, closed);
        }
        leaving.forEach(this::conclude);
    }

    @Override
    public void onMessage(Session session, Message message) {
        output.message(session.id(), message);
    }

    @Override
    public void onSlowerCopy(Session session, SlowerCopy copy) {
        output.slowerCopy(session.id(), copy);
    }

    @Override
    public void onPathChanged(Session session, PathChanged change) {
        output.path(session, change, fallback);
    }

    @Override
    public void onReconnecting(Session session, Reconnecting news) {
        output.reconnecting(session, news);
    }

    @Override
    public void onResumed(Session session, Resumed resumed) {
        output.resumed(session, resumed);
        find(session).ifPresent(Outbox::onResumed);
    }

    @Override
    public void onFatesUnknown(Session session, FatesUnknown unknown) {
        output.unknown(session.id(), unknown.ids());
    }

    @Override
    public void onClosed(Session session, SessionClosed closed) {
        find(session).filter(outboxes.values()::remove).ifPresent(outbox -> {
            output.left(session, closed);
            roomNames.remove(session.id());
            leaving.add(outbox);
            printer.execute(() -> conclude(outbox)); // behind the fates of its last texts
        });
    }

    private Optional<Outbox> find(Session session) {
        return outboxes.values().stream()
                .filter(outbox -> outbox.session().id().equals(session.id()))
                .findAny();
    }

    /** Says once what became of the last texts to a guest who has left. */
    private void conclude(Outbox outbox) {
        if (leaving.remove(outbox)) {
            outbox.fates()
                    .report(output, Printable.escape(outbox.session().peer().name()));
            if (outbox.fates().isFailed()) {
                fates.onFailed();
            }
        }
    }
}
