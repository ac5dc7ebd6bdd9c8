package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The server that a client talks to, and through it the others in its room. */
record Host(Outbox outbox) implements Audience {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Collection<Outbox> outboxes() {
        return List.of(outbox);
    }

    @Override
    public boolean send(long line, String text, Via via, Fallback fallback) throws InterruptedException {
        outbox.send(line, text, via, fallback);
        return true;
    }

    @Override
    public List<String> names() {
        Stream<String> others =
                outbox.session().members().stream().skip(1).map(RoomMember::name); // the first is oneself
        return Stream.concat(Stream.of(outbox.session().peer().name()), others).toList();
    }

    @Override
    public List<Recipient> recipients(String name) {
        String peer = outbox.session().peer().name();
        return name.isEmpty() || name.equals(peer) ? List.of(Recipient.of(outbox.session(), peer)) : List.of();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public void showPeers(Output output) {
        output.peer(outbox.session());
        List<RoomMember> members = outbox.session().members();
        if (members.size() > 1) {
            output.members(outbox.session(), members);
        }
    }

    @Override
    public void showTotals(Output output) {} // there is one session
}
