package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.PeerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's pipelines on embedded channels, as {@link SessionConnector} sets them up, and what its listener heard. */
final class EmbeddedClient implements AutoCloseable {

    final List<SessionEvent> heard = new ArrayList<>();
    final EmbeddedStream stream;
    private Consumer<NettySession> onSession = session -> session.listen(heard::add, null);
    private @Nullable FramedSession session;
    private @Nullable ChatException failure;

    EmbeddedClient() throws Exception {
        stream = EmbeddedStream.open(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                ClientHandshake handshake = ClientHandshake.join(
                        new Ticket(Randoms.sessionId(), Randoms.bytes32(), 0),
                        "client",
                        PeerLimits.withWindow(Limits.DEFAULTS.window()));
                Pipelines.stream(
                        channel,
                        new ClientHandshakeHandler(
                                channel,
                                handshake,
                                Limits.DEFAULTS,
                                step -> begin(channel, ((Step.Established) step).terms()),
                                null,
                                why -> failure = why));
            }
        });
    }

    /** Sets what is done with the session to come; without it it is listened to. */
    EmbeddedClient onSession(Consumer<NettySession> newOnSession) {
        onSession = newOnSession;
        return this;
    }

    FramedSession session() {
        if (session == null) {
            throw new AssertionError("no session", failure);
        }
        return session;
    }

    private void begin(Channel channel, Terms terms) {
        ClientBinding binding = new ClientBinding(
                terms.datagramId(), terms.secret(), channel.eventLoop().ticker().nanoTime());
        session = session(channel, terms, binding);
        session.begin(channel);
        onSession.accept(session);
    }

    /** A client's session that ends with its connection. */
    static FramedSession session(Channel channel, Terms terms, ClientBinding binding) {
        return new FramedSession(
                channel.eventLoop(),
                terms,
                Addresses.remote(channel),
                binding,
                Roster.ofClient(),
                Limits.DEFAULTS,
                Duration.ZERO,
                new NoLifeline(),
                SessionJournal.NONE);
    }

    @Override
    public void close() {
        stream.finishAndReleaseAll();
    }
}
