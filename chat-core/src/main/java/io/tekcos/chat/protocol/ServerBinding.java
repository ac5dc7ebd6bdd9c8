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
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a session's UDP path. Only a BIND with a valid cookie and proof, numbered above the last one, makes or
 * moves the session's address; any other address gets a cookie at most, four times a second, and never more bytes than it
 * sent.
 *
 * <pre>
 *  UNBOUND --- valid BIND / BOUND ---> BOUND to an address ---+
 *                                        ^                    | valid BIND / BOUND
 *                                        +--------------------+
 * </pre>
 */
public final class ServerBinding {

    private static final int COOKIES_PER_SECOND = 4;

    private final long id;
    private final Bytes32 secret;
    private final Cookies cookies;
    private final RateLimit cookieRate;
    private final NumberWindow window = new NumberWindow();
    private long lastBind;
    private long lastSent;
    private @Nullable InetSocketAddress address;

    public ServerBinding(long id, Bytes32 secret, Cookies cookies, long now) {
        this.id = id;
        this.secret = secret;
        this.cookies = cookies;
        cookieRate = new RateLimit(COOKIES_PER_SECOND, now);
    }

    /** The number for the next datagram of this side. */
    public long nextNumber() {
        return ++lastSent;
    }

    /** Where the session's datagrams go; null until the client has bound an address. */
    public @Nullable InetSocketAddress address() {
        return address;
    }

    /**
     * Takes a datagram with this session's id.
     *
     * @param length its size, which no answer exceeds
     */
    public BindingStep onDatagram(Datagram datagram, int length, InetSocketAddress from, long now) {
        if (datagram instanceof Bind bind) {
            return onBind(bind, from, now);
        }
        if (datagram instanceof Helo) {
            return cookie(from, null, now);
        }
        if (!(datagram instanceof TextDatagram text)) {
            return new BindingStep.Dropped(DropReason.UNKNOWN_TYPE);
        }
        if (!from.equals(address)) {
            return length < HeloOk.BYTES
                    ? new BindingStep.Dropped(DropReason.WRONG_ADDRESS)
                    : cookie(from, DropReason.WRONG_ADDRESS, now);
        }
        Verdict verdict = window.accept(text.number());
        return verdict == Verdict.NEW ? new BindingStep.Accepted(text) : BindingStep.refuse(verdict);
    }

    private BindingStep cookie(InetSocketAddress to, @Nullable DropReason reason, long now) {
        if (!cookieRate.tryAcquire(now)) {
            return reason == null ? new BindingStep.Ignored() : new BindingStep.Dropped(reason);
        }
        return new BindingStep.Answered(new HeloOk(id, nextNumber(), cookies.issue(id, to, now)), reason);
    }

    private BindingStep onBind(Bind bind, InetSocketAddress from, long now) {
        if (bind.number() <= lastBind) {
            return new BindingStep.Dropped(DropReason.DUPLICATE);
        }
        if (!cookies.isValid(bind.cookie(), id, from, now)
                || !bind.proof().equals(Proofs.bind(secret, id, bind.number(), bind.cookie()))) {
            return new BindingStep.Dropped(DropReason.UNPROVEN);
        }
        Verdict verdict = window.accept(bind.number());
        if (verdict != Verdict.NEW) {
            return BindingStep.refuse(verdict);
        }
        lastBind = bind.number();
        address = from;
        return new BindingStep.Up(new Bound(id, nextNumber()));
    }
}
