package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.HeloOk;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges whom the server takes for its client: only who has sent a BIND that the client itself sent from there, numbered
 * above the last; and that nobody else gets more than a cookie, four times a second for the client's host and four for all
 * others, nor more bytes than it sent.
 */
final class Doorkeeper {

    private static final int COOKIES_PER_SECOND = 4;

    private final World world;

    private record Asked(long id, long number) {}

    private final Map<Asked, InetSocketAddress> binds = new HashMap<>();
    private final ArrayDeque<Long> cookiesForHome = new ArrayDeque<>();
    private final ArrayDeque<Long> cookiesForOthers = new ArrayDeque<>();
    private @Nullable InetSocketAddress client;
    private long lastBind;

    Doorkeeper(World world) {
        this.world = world;
    }

    /** The server has begun to listen to another id, of which nobody has said anything yet. */
    void onNewId() {
        client = null;
        lastBind = 0;
        cookiesForHome.clear();
        cookiesForOthers.clear();
    }

    /** A side sends a datagram, perhaps because of the one that it is reading. */
    void onSending(
            Side side, Datagram sent, int length, @Nullable InetSocketAddress to, @Nullable Datagram cause, int asked) {
        if (side == world.client()) {
            if (sent instanceof Bind bind) {
                binds.put(new Asked(bind.id(), bind.number()), world.net().clientAddress());
            }
        } else if (sent instanceof HeloOk && to != null) {
            onCookie(length, asked, isHome(to) ? cookiesForHome : cookiesForOthers);
        } else if (sent instanceof Bound && cause instanceof Bind bind && to != null) {
            require(bind.id() == side.datagrams().path().id(), "bound by %s, which is of another connection", bind);
            onBound(bind, to);
        } else {
            require(to != null && to.equals(client), "the server sends %s to %s", sent, to);
        }
    }

    /** The server, or the client, has taken a datagram. */
    void judgePeer(Side side) {
        InetSocketAddress peer = side.datagrams().path().peer();
        InetSocketAddress right = side == world.client() ? DatagramNet.SERVER : client;
        require(peer == null || peer.equals(right), "%s takes %s for its peer", side, peer);
    }

    private void onCookie(int length, int asked, ArrayDeque<Long> cookies) {
        require(length <= asked, "the answer has %s bytes, the question %s", length, asked);
        long now = world.agenda().now();
        cookies.add(now);
        if (cookies.size() > COOKIES_PER_SECOND) {
            require(now - cookies.remove() >= SECONDS.toNanos(1), "more than four cookies in a second");
        }
    }

    private boolean isHome(InetSocketAddress to) {
        return client != null && client.getAddress().equals(to.getAddress());
    }

    private void onBound(Bind bind, InetSocketAddress from) {
        require(
                from.equals(binds.get(new Asked(bind.id(), bind.number()))),
                "bound to %s, which is not the client's: %s",
                from,
                bind);
        require(bind.number() > lastBind, "bound by %s after number %s", bind, lastBind);
        world.happenings().addIf(from.equals(client), Happening.BOUND_ANEW);
        lastBind = bind.number();
        client = from;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among the dependencies
    private static void require(boolean condition, String otherwise, @Nullable Object... arguments) {
        if (!condition) {
            throw new AssertionError(otherwise.formatted(arguments));
        }
    }
}
