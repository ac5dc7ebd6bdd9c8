package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Those who are connected to a server, in the order in which they came. */
final class Guests implements SessionListener {

    private final Output output;
    private final Printer printer;
    private final Fallback fallback;
    private final Fates fates = new Fates();
    private final AtomicLong arrivals = new AtomicLong();
    private final Map<Long, Outbox> outboxes = new ConcurrentSkipListMap<>();

    Guests(Output output, Printer printer, Fallback fallback) {
        this.output = output;
        this.printer = printer;
        this.fallback = fallback;
    }

    /** Somebody has come; on the session's event loop. */
    void onSession(Session session) {
        outboxes.put(arrivals.incrementAndGet(), new Outbox(session, output, printer, fates));
        printer.execute(() -> output.joined(session));
        session.listen(this);
    }

    Collection<Outbox> outboxes() {
        return outboxes.values();
    }

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
        fates.report(output);
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
    public void onClosed(Session session, SessionClosed closed) {
        SessionId id = session.id();
        if (outboxes.values().removeIf(outbox -> outbox.session().id().equals(id))) {
            output.left(session, closed);
        }
    }
}
