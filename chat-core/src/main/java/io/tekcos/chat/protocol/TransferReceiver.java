package io.tekcos.chat.protocol;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Chunk;
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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of a transfer, from the offer to its end, over one session and any number of connections. What arrives is
 * kept by somebody else, who says so later, in any order. Times are nanoseconds of any clock that does not run backwards.
 *
 * <pre>
 *  from                            by                                    to
 *  OFFERED                         accept                                CONNECTING
 *  CONNECTING                      attached, the manifest is not there   FETCHING
 *  CONNECTING                      attached, the manifest is there       TELLING
 *  FETCHING                        the manifest's last part              TELLING
 *  TELLING                         BEGIN said, something is missing      RECEIVING
 *  TELLING                         BEGIN said, nothing is missing        FINISHING
 *  RECEIVING, CONNECTING, TELLING  the last chunk kept                   FINISHING
 *  FETCHING, TELLING, RECEIVING    connection lost                       CONNECTING
 *  FINISHING                       done                                  OVER
 *  any                             CANCEL by either side                 OVER
 * </pre>
 *
 * What was still being written when a connection was lost is waited for before the next one is told what is held. A frame that is not allowed changes nothing.
 */
public final class TransferReceiver extends TransferMachine {

    static final int MOST_CORRUPT = 16;
    private static final long MOST_UNANSWERED = Credit.MOST + Chunk.MAX_BYTES;
    private static final long NONE = -1;
    private static final ChunkSet UNKNOWN = new ChunkSet(0); // takes no room for what an offer only says

    /** What it waits for, or does. */
    public enum State {
        OFFERED,
        CONNECTING,
        FETCHING,
        TELLING,
        RECEIVING,
        FINISHING,
        OVER
    }

    /** Chunks that are held, one after the other, whose digests are to be sent as one {@link Held}. */
    public record Run(long first, int count) {}

    private final Map<Long, Integer> corrupt = new HashMap<>();
    private final Map<Long, Integer> writing = new HashMap<>(); // and by which connection it came
    private ChunkSet held = UNKNOWN;
    private ChunkSet unwanted = UNKNOWN;
    private ChunkSet had = UNKNOWN;
    private State state = State.OFFERED;
    private long manifestLeft;
    private long bytesBefore;
    private boolean known;
    private boolean begun;
    private int connection;
    private long arriving = NONE;
    private long unanswered;
    private long heldUpTo;
    private long unwantedUpTo;
    private @Nullable Cancel owedCancel;

    /**
     * Begins.
     *
     * @param offer one without a {@link Offer#fault}
     */
    public TransferReceiver(Offer offer, long now) {
        super(offer, now);
        manifestLeft = offer.manifestBytes();
    }

    public State state() {
        return state;
    }

    @Override
    public boolean takesConnection() {
        return switch (state) {
            case CONNECTING, FETCHING, TELLING, RECEIVING -> true;
            case OFFERED, FINISHING, OVER -> false;
        };
    }

    @Override
    public long bytesHad() {
        return had.bytesOf(content);
    }

    /** How many of them were kept before this transfer, or are not wanted. */
    public long bytesBefore() {
        return bytesBefore;
    }

    /** Takes it; returns what to say on the session. */
    public Accept accept() {
        require(State.OFFERED);
        state = State.CONNECTING;
        return new Accept(offer().id());
    }

    @Override
    void onAnswer(TransferFrame frame) throws WireException {
        throw BrokenRules.by(frame, state);
    }

    /**
     * A connection is attached, in place of the one before; only while it {@link #takesConnection}. Returns what to say on it
     * first, null if nothing: with that the manifest begins at its first byte again.
     */
    public @Nullable NeedManifest onAttached() {
        if (!takesConnection()) {
            throw new IllegalStateException("attached while " + state);
        }
        onLost();
        connection++;
        heldUpTo = 0;
        unwantedUpTo = 0;
        if (manifestLeft == 0) {
            state = State.TELLING;
            return null;
        }
        manifestLeft = offer().manifestBytes();
        state = State.FETCHING;
        return new NeedManifest();
    }

    @Override
    public void onLost() {
        arriving = NONE;
        if (takesConnection()) {
            state = State.CONNECTING;
        }
    }

    /** Takes the next part of the manifest; returns whether it is the last. */
    public boolean onManifest(Manifest part) throws WireException {
        if (state == State.OVER) {
            return false;
        }
        int length = part.bytes().length();
        if (state != State.FETCHING || length > manifestLeft) {
            throw BrokenRules.by(part, state);
        }
        manifestLeft -= length;
        if (manifestLeft == 0) {
            state = State.TELLING;
        }
        return manifestLeft == 0;
    }

    /**
     * The manifest is there and found good, just now or by a process before this one; in the latter case before there is a
     * connection.
     *
     * @param chunksHeld what is kept already
     * @param chunksUnwanted what belongs to files alone that are skipped
     */
    public void onManifestKnown(ChunkSet chunksHeld, ChunkSet chunksUnwanted) {
        if (known || state == State.FETCHING) {
            throw new IllegalStateException("the manifest is known twice, or while " + state);
        }
        known = true;
        manifestLeft = 0;
        held = new ChunkSet(content.chunks());
        unwanted = new ChunkSet(content.chunks());
        had = new ChunkSet(content.chunks());
        held.addAll(chunksHeld);
        unwanted.addAll(chunksUnwanted);
        had.addAll(chunksHeld);
        had.addAll(chunksUnwanted);
        bytesBefore = bytesHad();
    }

    /** Of which chunks to send the digests next, to be called until it returns null; before {@link #nextTold}. */
    public @Nullable Run nextHeld() {
        long first = held.nextIn(heldUpTo);
        if (!tells() || first == content.chunks()) {
            return null;
        }
        heldUpTo = Math.min(first + Held.MAX_CHUNKS, held.nextMissing(first));
        return new Run(first, (int) (heldUpTo - first));
    }

    /** What to say on the connection next, after what is held; null if nothing, or nothing yet. */
    public @Nullable BulkFrame nextTold() {
        if (!tells() || held.nextIn(heldUpTo) < content.chunks()) {
            return null;
        }
        long first = unwanted.nextIn(unwantedUpTo);
        if (first < content.chunks()) {
            unwantedUpTo = unwanted.nextMissing(first);
            return new Unwanted(first, unwantedUpTo - first);
        }
        begun = true;
        state = had.isFull() ? State.FINISHING : State.RECEIVING;
        return new Begin();
    }

    /** The bytes of a chunk follow. */
    public void onChunkBegins(long number, int length) throws WireException {
        boolean expected = state == State.RECEIVING && content.has(number) && length == content.lengthOf(number);
        if (state != State.OVER && (!expected || isHere(number) || unanswered + length > MOST_UNANSWERED)) {
            throw BrokenRules.by(String.format(
                    "chunk %d of %d bytes while %s, %d are unanswered", number, length, state, unanswered));
        }
        arriving = number;
    }

    /**
     * All bytes of the chunk that began are here. Returns whether anybody wants them: then whoever checks and writes them says
     * {@link #onKept} or {@link #onCorrupt}, whatever happens meanwhile.
     */
    public boolean onChunk() {
        boolean wanted = state == State.RECEIVING && arriving != NONE;
        if (wanted) {
            writing.put(arriving, connection);
            unanswered += content.lengthOf(arriving);
        }
        arriving = NONE;
        return wanted;
    }

    /** A chunk is what its digest says, and written; returns what to say on the connection, null if it came by one before. */
    public @Nullable Got onKept(long number, long now) {
        boolean byThisConnection = onWritten(number);
        if (state == State.OVER) {
            return null;
        }
        corrupt.remove(number);
        held.add(number);
        had.add(number);
        meter.add(content.lengthOf(number), now);
        boolean answers = byThisConnection && state == State.RECEIVING;
        if (had.isFull() && begun) {
            state = State.FINISHING;
        }
        return answers ? new Got(number) : null;
    }

    /**
     * A chunk is not what its digest says; returns what to say on the connection, null if it came by one before, or if that was once
     * too often: then it is over, and {@link #takeCancel} says so on the session.
     */
    public @Nullable Resend onCorrupt(long number) {
        boolean byThisConnection = onWritten(number);
        int copies = corrupt.merge(number, 1, Integer::sum);
        if (state != State.OVER && (copies >= SentChunks.COPIES || corrupt.size() > MOST_CORRUPT)) {
            owedCancel = cancel(TransferFault.CORRUPT, "what arrives is not what was sent, again and again");
        }
        return byThisConnection && state == State.RECEIVING ? new Resend(number) : null;
    }

    /** What has to be said on the session since it ended by itself; null if nothing, or if it was taken. */
    public @Nullable Cancel takeCancel() {
        Cancel taken = owedCancel;
        owedCancel = null;
        return taken;
    }

    /** Everything has its name; returns what to say on the session. Only while FINISHING. */
    public Done done(Bytes32 digest, boolean durable) {
        require(State.FINISHING);
        Done done = new Done(offer().id(), digest, durable);
        end(TransferEnd.done(done, false));
        return done;
    }

    private boolean tells() {
        return state == State.TELLING && known && writing.isEmpty();
    }

    private boolean isHere(long number) {
        return had.contains(number) || writing.containsKey(number);
    }

    /** Returns whether it came by the connection that there is. */
    private boolean onWritten(long number) {
        Integer by = writing.remove(number);
        if (by == null) {
            throw new IllegalStateException("chunk " + number + " was not being written");
        }
        unanswered -= content.lengthOf(number);
        return by == connection;
    }

    private void require(State needed) {
        if (state != needed) {
            throw new IllegalStateException("not while " + state);
        }
    }

    @Override
    void onOver() {
        state = State.OVER;
    }
}
