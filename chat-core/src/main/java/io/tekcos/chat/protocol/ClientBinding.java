package io.tekcos.chat.protocol;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.protocol.NumberWindow.Verdict;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a session's UDP path: HELO until a cookie comes back, BIND with it, until BOUND. HELO is repeated after
 * 50, 100, 200, 400 and 800 ms and then every second, so that no single lost datagram matters.
 *
 * <pre>
 *  UNBOUND --- BOUND ---&gt; BOUND --- path down ---&gt; UNBOUND
 *   |   ^                  |
 *   +---+ HELO-OK / BIND   +--- HELO-OK / BIND (the server sees another address now)
 *   +---+ time / HELO
 * </pre>
 */
public final class ClientBinding implements Binding {

    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final int BINDS_PER_SECOND = 4;

    /**
     * Forged numbers make true ones seem too old, or seen before; they must not keep the path down. One answer may have been
     * doubled by the network, or be late; so many, and nothing new between them, are neither.
     */
    private static final int REFUSED_ANSWERS = 3;

    private final long id;
    private final Bytes32 secret;
    private final RateLimit bindRate;
    private final NumberWindow window = new NumberWindow();
    private long lastSent;
    private long nextHelo;
    private long wait = FIRST_WAIT;
    private boolean bound;
    private @Nullable InetSocketAddress address;
    private int refusedAnswers;

    public ClientBinding(long id, Bytes32 secret, long now) {
        this.id = id;
        this.secret = secret;
        bindRate = new RateLimit(BINDS_PER_SECOND, now);
        nextHelo = now;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long nextNumber() {
        return ++lastSent;
    }

    @Override
    public long pingToken(long n) {
        return Proofs.clientPing(secret, id, n);
    }

    @Override
    public boolean isBound() {
        return bound;
    }

    @Override
    public boolean hasOwnSocket() {
        return true;
    }

    @Override
    public @Nullable InetSocketAddress address() {
        return address;
    }

    @Override
    public void begin(long now) {
        nextHelo = now;
    }

    /** Begins to send HELO again. */
    @Override
    public void onPathDown(long now) {
        bound = false;
        nextHelo = now;
        wait = FIRST_WAIT;
    }

    @Override
    public @Nullable Helo poll(long now) {
        if (bound || now - nextHelo < 0) {
            return null;
        }
        nextHelo = now + wait;
        wait = Math.min(2 * wait, LONGEST_WAIT);
        return new Helo(id, nextNumber());
    }

    @Override
    public long untilPoll(long now) {
        return bound ? Long.MAX_VALUE : nextHelo - now;
    }

    @Override
    public Arrivals arrivals() {
        return window.arrivals();
    }

    /** Takes a datagram from the server's address; it can come from no other. */
    @Override
    public BindingStep onDatagram(Datagram datagram, int length, InetSocketAddress from, long now) {
        if (datagram.id() != id) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_ID);
        }
        boolean isBinding = datagram instanceof HeloOk || datagram instanceof Bound;
        if (!isBinding && !Binding.isTraffic(datagram)) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_TYPE);
        }
        Verdict verdict = window.accept(datagram.number());
        if (verdict == Verdict.NEW) {
            refusedAnswers = 0;
        } else if (isBinding && !bound && ++refusedAnswers >= REFUSED_ANSWERS) {
            refusedAnswers = 0;
            window.restart(datagram.number());
        } else {
            return BindingStep.refuse(verdict);
        }
        if (!isBinding) {
            return new BindingStep.Accepted(datagram);
        }
        return datagram instanceof HeloOk answer ? bind(answer.cookie(), now) : onBound(from);
    }

    private BindingStep bind(Bytes32 cookie, long now) {
        if (!bindRate.tryAcquire(now)) {
            return new BindingStep.Ignored();
        }
        long number = nextNumber();
        return new BindingStep.Answered(new Bind(id, number, cookie, Proofs.bind(secret, id, number, cookie)), null);
    }

    private BindingStep onBound(InetSocketAddress from) {
        address = from;
        bound = true;
        return new BindingStep.Up(null);
    }
}
