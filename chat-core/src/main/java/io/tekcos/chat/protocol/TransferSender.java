package io.tekcos.chat.protocol;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.Got;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.NeedManifest;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.Resend;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.Unwanted;
import io.tekcos.chat.wire.WireException;

/**
 * The sender's end of a transfer, from its offer to its end, over one session and any number of connections. Times are
 * nanoseconds of any clock that does not run backwards.
 *
 * <pre>
 *  from                                    by                             to
 *  OFFERED                                 ACCEPT                         CONNECTING
 *  CONNECTING                              attached                       LISTENING
 *  LISTENING                               BEGIN, something is missing    SENDING
 *  LISTENING                               BEGIN, nothing is missing      FINISHING
 *  SENDING                                 GOT for the last that missed   FINISHING
 *  LISTENING, SENDING                      connection lost                CONNECTING
 *  CONNECTING, LISTENING, FINISHING        DONE                           OVER
 *  SENDING                                 DONE, all was sent             OVER
 *  any                                     CANCEL by either side          OVER
 * </pre>
 *
 * While LISTENING the receiver may ask for the manifest, then says what it has and what it does not want; BEGIN ends that. Nothing that was said by a connection before counts but the digests.
 * A frame that is not allowed changes nothing.
 */
public final class TransferSender extends TransferMachine {

    /** What {@link #takeNext} returns when there is nothing to read. */
    public static final long NONE = SentChunks.NONE;

    /** What it waits for, or does. */
    public enum State {
        OFFERED,
        CONNECTING,
        LISTENING,
        SENDING,
        FINISHING,
        OVER
    }

    private final ChunkDigests digests;
    private final TransferPace pace;
    private State state = State.OFFERED;
    private ChunkSet had;
    private ChunkSet unwanted;
    private SentChunks chunks;
    private long manifestSent;
    private boolean listened;
    private long heldUpTo;
    private long unwantedUpTo;
    private long bytesHad;
    private long bytesBefore;
    private long roundTrip;

    /**
     * Begins.
     *
     * @param offer one without a {@link Offer#fault}, to be sent now
     * @param bytesPerSecond the most to send, 0 for no limit
     */
    public TransferSender(Offer offer, long bytesPerSecond, long now) {
        super(offer, now);
        bytesBefore = offer.bytes();
        digests = new ChunkDigests(content);
        pace = new TransferPace(bytesPerSecond, now);
        manifestSent = offer.manifestBytes();
        had = new ChunkSet(content.chunks());
        unwanted = new ChunkSet(content.chunks());
        chunks = new SentChunks(content, had);
    }

    public State state() {
        return state;
    }

    @Override
    public boolean takesConnection() {
        return state == State.CONNECTING || state == State.LISTENING || state == State.SENDING;
    }

    @Override
    public long bytesHad() {
        return bytesHad;
    }

    /** How many of them it had before this transfer sent any; all, if it never asked for one. */
    public long bytesBefore() {
        return bytesBefore;
    }

    @Override
    void onAnswer(TransferFrame frame) throws WireException {
        if (frame instanceof Accept && state == State.OFFERED) {
            state = State.CONNECTING;
        } else if (frame instanceof Done done && mayBeDone()) {
            onDone(done);
        } else {
            throw BrokenRules.by(frame, state);
        }
    }

    /** The receiver may have had everything, and its BEGIN be on its way still, or lost. */
    private boolean mayBeDone() {
        return switch (state) {
            case CONNECTING, LISTENING -> true;
            case SENDING, FINISHING -> digests.isComplete();
            case OFFERED, OVER -> false;
        };
    }

    private void onDone(Done done) {
        if (digests.isComplete() && !done.digest().equals(digests.whole())) {
            end(TransferEnd.failed(TransferFault.CORRUPT, "the receiver has something else than was sent", false));
        } else {
            bytesHad = offer().bytes(); // also where the last GOT was lost with its connection
            end(TransferEnd.done(done, true));
        }
    }

    /** A connection is attached, in place of the one before; only while it {@link #takesConnection}. */
    public void onAttached() {
        if (!takesConnection()) {
            throw new IllegalStateException("attached while " + state);
        }
        had = new ChunkSet(content.chunks());
        unwanted = new ChunkSet(content.chunks());
        chunks = new SentChunks(content, had);
        digests.forgetWaiting();
        manifestSent = offer().manifestBytes();
        listened = false;
        heldUpTo = 0;
        unwantedUpTo = 0;
        state = State.LISTENING;
    }

    /** What was read of chunks and not begun is of no more use. */
    @Override
    public void onLost() {
        if (takesConnection()) {
            state = State.CONNECTING;
        }
    }

    /** How long the link takes there and back, as the session has measured it. */
    public void onRoundTrip(long nanos) {
        roundTrip = nanos;
    }

    /** Takes what the receiver says on the connection. */
    public void onBulkFrame(BulkFrame frame, long now) throws WireException {
        if (state == State.OVER) {
            return;
        }
        boolean listens = state == State.LISTENING && manifestSent == offer().manifestBytes();
        if (frame instanceof NeedManifest && listens && !listened) {
            listened = true;
            manifestSent = 0;
        } else if (frame instanceof Held held && listens) {
            onHeld(held);
        } else if (frame instanceof Unwanted some && listens) {
            onUnwanted(some);
        } else if (frame instanceof Begin && listens) {
            onBegin();
        } else if (frame instanceof Got got && state == State.SENDING) {
            onGot(chunks.onGot(got.number()), now);
        } else if (frame instanceof Resend resend && state == State.SENDING) {
            chunks.onResend(resend.number());
        } else {
            throw BrokenRules.by(frame, state);
        }
    }

    /** From which byte of the manifest on the next part is to be sent. */
    public long manifestSent() {
        return manifestSent;
    }

    /** How long the next part of the manifest is; 0 if none is wanted. */
    public int manifestDue() {
        return state == State.LISTENING
                ? (int) Math.min(Manifest.MAX_BYTES, offer().manifestBytes() - manifestSent)
                : 0;
    }

    /** A part of the manifest, as long as is due, was written. */
    public void onManifestSent() {
        manifestSent += manifestDue();
    }

    /**
     * The chunk to read next, which is then to be sent by the same connection, in the order of these calls; {@link #NONE} if there
     * is none at the moment. How far to read ahead is for the caller to say.
     */
    public long takeNext() {
        return state == State.SENDING ? chunks.takeNext() : NONE;
    }

    /** Whether a chunk may be begun: the one before is written, and nobody wants to wait. */
    public boolean mayBegin() {
        return state == State.SENDING && chunks.left() == 0 && !isPaused();
    }

    /** A chunk that was taken is read, and its head written; its bytes follow. Only when one {@link #mayBegin}. */
    public void begin(long number, Bytes32 digest) {
        if (!mayBegin()) {
            throw new IllegalStateException("a chunk begun while " + state);
        }
        digests.add(number, digest.toByteArray());
        digests.advance(unwanted);
        chunks.begin(number);
    }

    /** How many bytes of the chunk that was begun may be written now; 0 if none. */
    public int mayWrite(long now) {
        if (state != State.SENDING || pace.untilFree(now) > 0) {
            return 0;
        }
        return (int) Math.min(mayWriteByCredit(now), pace.piece());
    }

    /** How long until the pace lets more through, in nanoseconds; the greatest if it is something else that is waited for. */
    public long untilMayWrite(long now) {
        return state == State.SENDING && mayWriteByCredit(now) > 0 ? Math.max(0, pace.untilFree(now)) : Long.MAX_VALUE;
    }

    /** So many bytes of the chunk that was begun were written. */
    public void onWritten(int bytes, long now) {
        chunks.onWritten(bytes);
        pace.take(bytes, now);
    }

    private long mayWriteByCredit(long now) {
        long credit = Credit.bytes(meter.perSecond(now), roundTrip) - chunks.bytesOnTheirWay();
        return Math.max(0, Math.min(chunks.left(), credit));
    }

    private void onHeld(Held held) throws WireException {
        heldUpTo = requireAhead(held.first(), held.count(), heldUpTo);
        listened = true;
        had.add(held.first(), held.count());
        digests.add(held.first(), held.digests().array());
    }

    private void onUnwanted(Unwanted some) throws WireException {
        unwantedUpTo = requireAhead(some.first(), some.count(), unwantedUpTo);
        listened = true;
        had.add(some.first(), some.count());
        unwanted.add(some.first(), some.count());
    }

    /** Returns the number behind the last. */
    private long requireAhead(long first, long count, long from) throws WireException {
        if (first < from || count < 1 || first > content.chunks() || count > content.chunks() - first) {
            throw BrokenRules.by(String.format(
                    "%d chunks from %d on, where %d to %d are left", count, first, from, content.chunks()));
        }
        return first + count;
    }

    private void onBegin() {
        listened = true;
        digests.advance(unwanted);
        bytesHad = had.bytesOf(content);
        bytesBefore = Math.min(bytesBefore, bytesHad); // it never has less than the first time
        state = had.isFull() ? State.FINISHING : State.SENDING;
    }

    private void onGot(int length, long now) {
        meter.add(length, now);
        bytesHad = had.bytesOf(content);
        if (had.isFull()) {
            state = State.FINISHING;
        }
    }

    @Override
    void onOver() {
        state = State.OVER;
    }
}
