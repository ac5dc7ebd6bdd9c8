package io.tekcos.chat.protocol;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session's datagram path: bound by a {@link Binding}, one for each of the session's TCP connections, watched by
 * {@link PathHealth}, in the states that {@link PathState} draws. It lives on the session's thread; what says "any thread" may be
 * asked from others.
 */
public final class DatagramPath {

    /** Carries out what the path decides. */
    public interface Carrier {

        /** Sends a datagram at once; the client's carrier knows but one address, and gets null. */
        void send(Datagram datagram, @Nullable InetSocketAddress to);

        /** Takes a new text. */
        void onText(TextDatagram text);

        /** Takes a new copy of a text that travels by TCP too. */
        void onCopy(CopyDatagram copy, long now);

        /** Takes word of a new state, or of a new address in the same. */
        void onChange(PathState state, String why);

        /** Counts a datagram that was dropped. */
        void onDropped(DropReason reason);

        /** Counts one that was accepted, or answered. */
        void onReceived();

        /** A client's path is down: its socket may have lost its address, and a new one finds another. */
        void renewSocket();
    }

    /** How long a path is probed before it counts as down. */
    public static final long PROBING = TimeUnit.SECONDS.toNanos(3);

    private static final long RENEWAL_INTERVAL = TimeUnit.SECONDS.toNanos(5);

    /** A binding, and what the numbers told under those before it. */
    private record Life(Binding binding, Arrivals before) {

        Arrivals arrivals() {
            Arrivals now = binding.arrivals();
            return new Arrivals(
                    before.lost() + now.lost(), before.late() + now.late(), before.reordered() + now.reordered());
        }
    }

    private final Carrier carrier;
    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private volatile Life life;
    private PathHealth health;
    private volatile PathState state = PathState.PROBING;
    private boolean begun;
    private boolean ended;
    private long probingEnds;
    private long nextRenewal;

    public DatagramPath(Binding binding, Carrier carrier) {
        this.carrier = carrier;
        life = new Life(binding, new Arrivals(0, 0, 0));
        health = new PathHealth(binding::pingToken, roundTrip);
    }

    /** The TCP connection is lost, and the id with it: nothing is sent or taken until there is another. */
    public void detach() {
        begun = false;
        change(PathState.DOWN, PathChanged.NO_CONNECTION);
    }

    /** There is another TCP connection, and so another id: the path is bound anew, by the socket that is there or comes. */
    public void rebind(Binding next) {
        begun = false;
        life = new Life(next, life.arrivals());
        health = new PathHealth(next::pingToken, roundTrip);
    }

    /** Any thread. */
    public PathState state() {
        return state;
    }

    /** How long an answer takes. Any thread. */
    public RoundTrip roundTrip() {
        return roundTrip.snapshot();
    }

    /** What the numbers of the peer's datagrams told so far. Any thread. */
    public Arrivals arrivals() {
        return life.arrivals();
    }

    /** Where the peer's datagrams come from; null until it is bound, and while there is no TCP connection. */
    public @Nullable InetSocketAddress peer() {
        return begun ? binding().address() : null;
    }

    /** Names the session in every datagram. */
    public long id() {
        return binding().id();
    }

    /** The number for the next datagram of this side. */
    public long nextNumber() {
        return binding().nextNumber();
    }

    /** There is a socket to send by; the first one of each TCP connection begins the path. */
    public void begin(long now) {
        if (!begun && !ended) {
            begun = true;
            probingEnds = now + PROBING;
            nextRenewal = now + RENEWAL_INTERVAL;
            binding().begin(now);
            change(PathState.PROBING, "there is another TCP connection"); // else nothing would tell that it stays down
        }
    }

    /** There is no path for now, for a reason. */
    public void fail(String why, long now) {
        nextRenewal = now + RENEWAL_INTERVAL;
        change(PathState.DOWN, why);
    }

    /** The session has ended. */
    public void end() {
        begun = false;
        ended = true;
        state = PathState.DOWN;
    }

    /** Takes a datagram; null for one that makes no sense. Before the beginning and after the end there are none. */
    public void onDatagram(@Nullable Datagram datagram, int length, InetSocketAddress from, long now) {
        if (!begun) {
            return;
        }
        InetSocketAddress before = binding().address();
        BindingStep step = datagram == null
                ? new BindingStep.Dropped(DropReason.MALFORMED)
                : binding().onDatagram(datagram, length, from, now);
        if (step instanceof BindingStep.Dropped dropped) {
            carrier.onDropped(dropped.reason());
            return;
        }
        carrier.onReceived();
        if (step instanceof BindingStep.Accepted accepted) {
            onTraffic(accepted.datagram(), now);
        } else if (step instanceof BindingStep.Up up) {
            onBound(up, before, from, now);
        } else if (step instanceof BindingStep.Answered answered) {
            answer(answered, from);
        }
    }

    /** Does what is due. */
    public void poll(long now) {
        if (!begun) {
            return;
        }
        if (state == PathState.PROBING && now - probingEnds > PathHealth.STALL) {
            probingEnds = now + PROBING; // this side did not run, which is not held against the path
        }
        if (state == PathState.PROBING && now - probingEnds >= 0) {
            goDown("not bound within " + seconds(PROBING), now);
        }
        if (binding().isBound()) {
            watch(now);
        }
        if (isRenewing() && now - nextRenewal >= 0) {
            nextRenewal = now + RENEWAL_INTERVAL;
            carrier.renewSocket();
        }
        Helo helo = binding().poll(now);
        if (helo != null) {
            carrier.send(helo, null);
        }
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late, the greatest if never. */
    public long untilPoll(long now) {
        if (!begun) {
            return Long.MAX_VALUE;
        }
        long until = binding().untilPoll(now);
        if (binding().isBound()) {
            until = Math.min(until, health.untilPoll(now));
        }
        if (isRenewing()) {
            until = Math.min(until, nextRenewal - now);
        }
        return state == PathState.PROBING ? Math.min(until, probingEnds - now) : until;
    }

    private Binding binding() {
        return life.binding;
    }

    private boolean isRenewing() {
        return state == PathState.DOWN && binding().hasOwnSocket();
    }

    private void watch(long now) {
        switch (health.poll(now)) {
            case NOTHING -> {}
            case SEND_PING -> carrier.send(new PingDatagram(id(), nextNumber(), health.token()), peer());
            case GO_DOWN -> goDown("no answer for " + seconds(PathHealth.DOWN_AFTER), now);
        }
    }

    private static String seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }

    private void goDown(String why, long now) {
        binding().onPathDown(now);
        nextRenewal = now;
        change(PathState.DOWN, why);
    }

    private void onTraffic(Datagram datagram, long now) {
        if (datagram instanceof TextDatagram text) {
            carrier.onText(text);
        } else if (datagram instanceof CopyDatagram copy) {
            carrier.onCopy(copy, now);
        } else if (datagram instanceof PingDatagram ping) {
            carrier.send(new PongDatagram(id(), nextNumber(), ping.token()), peer());
        } else if (datagram instanceof PongDatagram pong && binding().isBound() && health.onPong(pong.token(), now)) {
            change(PathState.UP, "datagrams are answered again");
        }
    }

    private void onBound(BindingStep.Up up, @Nullable InetSocketAddress before, InetSocketAddress from, long now) {
        boolean moved = before != null && !before.equals(from);
        if (up.answer() != null) {
            carrier.send(up.answer(), from);
        }
        boolean isProven = up.answer() != null; // a BOUND is not: it must not put off what judges the path
        if (isProven || state != PathState.UP) {
            health.begin(now);
        }
        if (state != PathState.UP || moved) {
            state = PathState.UP;
            String where = from.getAddress().getHostAddress() + " port " + from.getPort();
            carrier.onChange(PathState.UP, (moved ? "moved to " : "bound to ") + where);
        }
    }

    private void answer(BindingStep.Answered answered, InetSocketAddress from) {
        if (answered.dropped() != null) {
            carrier.onDropped(answered.dropped());
        }
        carrier.send(answered.answer(), from);
    }

    private void change(PathState to, String why) {
        if (state != to && !ended) {
            state = to;
            carrier.onChange(to, why);
        }
    }
}
