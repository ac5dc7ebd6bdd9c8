package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Those who are connected to a server that takes files: there is no room, and nobody to talk to. */
final class Senders implements SessionListener, Audience {

    private final Output output;
    private final Printer printer;
    private final Offers offers;
    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();

    Senders(Output output, Printer printer, Offers offers) {
        this.output = output;
        this.printer = printer;
        this.offers = offers;
    }

    /** Somebody has come; on the session's event loop. */
    void onSession(Session session) {
        sessions.put(session.id(), session);
        printer.execute(() -> output.joined(session));
        session.listen(this);
        offers.listenTo(session, session.peer().name());
    }

    /** Waits until all have said goodbye, but not for who has something else to do here. */
    void awaitGoodbyes(Duration atMost) {
        CompletableFuture<?>[] ends =
                sessions.values().stream().map(Session::whenClosed).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void onMessage(Session session, Message message) {
        output.message(session.id(), message);
    }

    @Override
    public void onReconnecting(Session session, Reconnecting news) {
        output.reconnecting(session, news);
    }

    @Override
    public void onResumed(Session session, Resumed resumed) {
        output.resumed(session, resumed);
    }

    @Override
    public void onClosed(Session session, SessionClosed closed) {
        if (sessions.remove(session.id()) != null) {
            output.left(session, closed);
        }
    }

    @Override
    public Collection<Outbox> outboxes() {
        return List.of();
    }

    @Override
    public boolean send(long line, String text, Via via, Fallback fallback) {
        return false;
    }

    @Override
    public boolean takesTexts() {
        return false;
    }

    @Override
    public String whyNobody() {
        return "no texts are sent from here; /help lists the commands";
    }

    @Override
    public List<String> names() {
        return sessions.values().stream().map(session -> session.peer().name()).toList();
    }

    @Override
    public List<Recipient> recipients(String name) {
        return sessions.values().stream()
                .map(session -> Recipient.of(session, session.peer().name()))
                .filter(sender -> name.isEmpty() || sender.name().equals(name))
                .toList();
    }

    @Override
    public Duration patience() {
        return Host.PATIENCE;
    }

    @Override
    public void showPeers(Output to) {
        if (sessions.isEmpty()) {
            to.note("Nobody is connected.");
        }
        sessions.values().forEach(to::peer);
    }

    @Override
    public void showTotals(Output to) {
        sessions.values().forEach(to::stats);
    }
}
