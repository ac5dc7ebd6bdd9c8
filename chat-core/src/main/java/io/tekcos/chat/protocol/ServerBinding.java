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
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a session's UDP path. Only a BIND with a valid cookie and proof, numbered above the last one, makes or
 * moves the session's address; others get cookies at most, four in a second, and never more bytes than they sent. The host that
 * is bound has four of its own, so that nobody elsewhere can keep it from binding another port.
 *
 * <pre>
 *  UNBOUND --- valid BIND / BOUND ---> BOUND to an address ---+
 *                                        ^                    | valid BIND / BOUND
 *                                        +--------------------+
 * </pre>
 */
public final class ServerBinding implements Binding {

    private static final int COOKIES_PER_SECOND = 4;
    private static final int BINDS_PER_SECOND = 4;

    private final long id;
    private final Bytes32 secret;
    private final Cookies cookies;
    private final RateLimit homeCookieRate;
    private final RateLimit awayCookieRate;
    private final RateLimit bindRate;
    private final NumberWindow window = new NumberWindow();
    private int generation;
    private boolean isHeardInGeneration;
    private long lastBind;
    private long lastSent;
    private @Nullable InetSocketAddress address;

    public ServerBinding(long id, Bytes32 secret, Cookies cookies, long now) {
        this.id = id;
        this.secret = secret;
        this.cookies = cookies;
        homeCookieRate = new RateLimit(COOKIES_PER_SECOND, now);
        awayCookieRate = new RateLimit(COOKIES_PER_SECOND, now);
        bindRate = new RateLimit(BINDS_PER_SECOND, now);
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
    public @Nullable InetSocketAddress address() {
        return address;
    }

    @Override
    public long pingToken(long n) {
        return Proofs.serverPing(secret, id, n);
    }

    @Override
    public boolean isBound() {
        return address != null;
    }

    @Override
    public Arrivals arrivals() {
        return window.arrivals();
    }

    /** Takes a datagram with this session's id. */
    @Override
    public BindingStep onDatagram(Datagram datagram, int length, InetSocketAddress from, long now) {
        if (datagram instanceof Bind bind) {
            return onBind(bind, from, now);
        }
        if (datagram instanceof Helo helo) {
            if (from.equals(address)) {
                window.accept(helo.number()); // whatever the verdict: it is answered, and not counted as lost
            }
            return cookie(from, null, now);
        }
        if (!Binding.isTraffic(datagram)) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_TYPE);
        }
        if (!from.equals(address)) {
            return length < HeloOk.BYTES
                    ? new BindingStep.Dropped(DropReason.WRONG_ADDRESS)
                    : cookie(from, DropReason.WRONG_ADDRESS, now);
        }
        Verdict verdict = window.accept(datagram.number());
        if (verdict != Verdict.NEW) {
            return BindingStep.refuse(verdict);
        }
        isHeardInGeneration = true;
        return new BindingStep.Accepted(datagram);
    }

    private BindingStep cookie(InetSocketAddress to, @Nullable DropReason reason, long now) {
        boolean isHome = address != null && to.getAddress().equals(address.getAddress());
        if (!(isHome ? homeCookieRate : awayCookieRate).tryAcquire(now)) {
            return reason == null ? new BindingStep.Ignored() : new BindingStep.Dropped(reason);
        }
        return new BindingStep.Answered(new HeloOk(id, nextNumber(), cookies.issue(id, generation, to, now)), reason);
    }

    /**
     * A proven BIND whose number seems old is either late, or the truth, and what makes it seem old was forged: one number far
     * ahead is enough. A late one is dropped. To tell them apart a new generation of cookies begins: a BIND with one of those was
     * sent after all that was accepted before, and if nothing has been accepted since, its number is the newest of all.
     */
    private BindingStep onBind(Bind bind, InetSocketAddress from, long now) {
        if (bind.number() <= lastBind) {
            return new BindingStep.Dropped(DropReason.DUPLICATE);
        }
        if (!cookies.isValid(bind.cookie(), id, generation, from, now)
                || !bind.proof().equals(Proofs.bind(secret, id, bind.number(), bind.cookie()))) {
            return new BindingStep.Dropped(DropReason.UNPROVEN);
        }
        if (!bindRate.tryAcquire(now)) { // after the proof, so that nobody else can use it up
            return new BindingStep.Ignored();
        }
        if (!from.equals(address)) {
            window.countFrom(bind.number());
        }
        Verdict verdict = window.accept(bind.number());
        if (verdict != Verdict.NEW && isHeardInGeneration) {
            generation++;
            isHeardInGeneration = false;
            return BindingStep.refuse(verdict);
        } else if (verdict != Verdict.NEW) {
            window.restart(bind.number());
        }
        lastBind = bind.number();
        address = from;
        return new BindingStep.Up(new Bound(id, nextNumber()));
    }
}
