package io.tekcos.chat.protocol;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.protocol.NumberWindow.Verdict;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.TextDatagram;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a session's UDP path: HELO until a cookie comes back, BIND with it, until BOUND. HELO is repeated after
 * 50, 100, 200, 400 and 800 ms and then every second, so that no single lost datagram matters.
 *
 * <pre>
 *  PROBING --- BOUND ---> UP
 *   |   ^                  |
 *   +---+ HELO-OK / BIND   +--- HELO-OK / BIND (the server sees another address now)
 *   +---+ time / HELO
 * </pre>
 */
public final class ClientBinding {

    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final int BINDS_PER_SECOND = 4;

    private final long id;
    private final Bytes32 secret;
    private final RateLimit bindRate;
    private final NumberWindow window = new NumberWindow();
    private long lastSent;
    private long nextHelo;
    private long wait = FIRST_WAIT;
    private boolean up;

    public ClientBinding(long id, Bytes32 secret, long now) {
        this.id = id;
        this.secret = secret;
        bindRate = new RateLimit(BINDS_PER_SECOND, now);
        nextHelo = now;
    }

    /** The number for the next datagram of this side. */
    public long nextNumber() {
        return ++lastSent;
    }

    public boolean isUp() {
        return up;
    }

    /** The HELO that is due now, or null. */
    public @Nullable Helo poll(long now) {
        if (up || now - nextHelo < 0) {
            return null;
        }
        nextHelo = now + wait;
        wait = Math.min(2 * wait, LONGEST_WAIT);
        return new Helo(id, nextNumber());
    }

    /** How long until {@link #poll} has something again, in nanoseconds; negative if it is late. Of no meaning when up. */
    public long untilPoll(long now) {
        return nextHelo - now;
    }

    /** Takes a datagram from the server's address. */
    public BindingStep onDatagram(Datagram datagram, long now) {
        if (datagram.id() != id) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_ID);
        }
        if (!(datagram instanceof HeloOk || datagram instanceof Bound || datagram instanceof TextDatagram)) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_TYPE);
        }
        Verdict verdict = window.accept(datagram.number());
        if (verdict != Verdict.NEW) {
            return BindingStep.refuse(verdict);
        }
        if (datagram instanceof TextDatagram text) {
            return new BindingStep.Accepted(text);
        }
        return datagram instanceof HeloOk answer ? bind(answer.cookie(), now) : onBound();
    }

    private BindingStep bind(Bytes32 cookie, long now) {
        if (!bindRate.tryAcquire(now)) {
            return new BindingStep.Ignored();
        }
        long number = nextNumber();
        return new BindingStep.Answered(new Bind(id, number, cookie, Proofs.bind(secret, id, number, cookie)), null);
    }

    private BindingStep onBound() {
        up = true;
        return new BindingStep.Up(null);
    }
}
