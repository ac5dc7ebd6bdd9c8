package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.protocol.TransferSender;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Got;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Proceed;
import io.tekcos.chat.wire.Resend;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The sender's end of a transfer, which now and then reads a byte of a chunk wrong. */
final class SendingEnd extends FileEnd {

    private static final int READ_AHEAD = 2;

    private final TransferSender machine;
    private final SentBytes books;
    private final Queue<Long> ready = new ArrayDeque<>();
    private int attachments;
    private int reading;
    private boolean readsManifest;
    private @Nullable Long current;
    private int written;
    private int wrongAt;
    private boolean waitsForPace;

    SendingEnd(Desk desk, Waybill waybill, Offer offer, Dice dice) {
        super(desk, waybill, dice);
        long rate = waybill.rate();
        machine = new TransferSender(offer, rate, now());
        books = new SentBytes(this, rate);
    }

    @Override
    TransferSender machine() {
        return machine;
    }

    /** Whether some of a chunk was written, and not all of it. */
    boolean isInAChunk() {
        return current != null && written > 0;
    }

    @Override
    void note(TransferFrame frame) {
        boolean isOfThis = frame.id().equals(offer().id());
        if (isOfThis && (frame instanceof Pause || frame instanceof Proceed)) {
            books.pauseThere(frame instanceof Pause);
        }
        if (!isOfThis) {
            happened(Happening.WORD_OF_ANOTHER_OFFER);
        }
    }

    @Override
    void onBulkFrame(BulkFrame frame) throws WireException {
        if (frame instanceof Got got) {
            books.onAnswered(got.number());
        } else if (frame instanceof Resend resend) {
            books.onAnswered(resend.number());
        }
        machine.onBulkFrame(frame, now());
    }

    @Override
    byte[] roomFor(long number, int length) throws WireException {
        throw new WireException(CloseCause.PROTOCOL_ERROR, "a chunk from who receives them");
    }

    @Override
    void onChunk(long number, Bytes32 digest, byte[] bytes, int length) {
        throw new IllegalStateException("there was no room for it");
    }

    @Override
    void attached() {
        lost();
        machine.onAttached();
    }

    @Override
    void lost() {
        if (isInAChunk()) {
            happened(Happening.CUT_IN_A_CHUNK);
        }
        attachments++;
        ready.clear();
        current = null;
        reading = 0;
        readsManifest = false;
        machine.onLost();
        books.onLost();
    }

    @Override
    void note(boolean paused) {
        books.pauseHere(paused);
    }

    @Override
    boolean needsConnection() {
        return false;
    }

    @Override
    void advance() {
        BulkEnd out = connection();
        if (out == null) {
            return;
        }
        long roundTrip = side().stream().roundTrip().smoothed().toNanos();
        machine.onRoundTrip(roundTrip);
        books.onRoundTrip(roundTrip);
        readManifest(out);
        readAhead();
        boolean wrote = false;
        while (out.isWritable() && writeNext(out)) {
            wrote = true;
        }
        if (wrote) {
            out.flush();
        }
        keepPace();
    }

    private void readManifest(BulkEnd out) {
        int due = machine.manifestDue();
        if (due == 0 || readsManifest || !out.isWritable()) {
            return;
        }
        readsManifest = true;
        int from = (int) machine.manifestSent();
        onDisk(() -> Octets.of(Arrays.copyOfRange(cargo().manifest(), from, from + due)), part -> {
            if (isBy(out)) {
                readsManifest = false;
                out.write(new Manifest(part));
                out.flush();
                machine.onManifestSent();
            }
        });
    }

    private void readAhead() {
        while (ready.size() + reading < READ_AHEAD) {
            long number = machine.takeNext();
            if (number == TransferSender.NONE) {
                return;
            }
            reading++;
            int attachment = attachments;
            onDisk(() -> number, read -> {
                if (attachment == attachments) {
                    reading--;
                    ready.add(read);
                }
            });
        }
    }

    private boolean writeNext(BulkEnd out) {
        Long number = current == null ? begin(out) : current;
        int size = number == null ? 0 : machine.mayWrite(now());
        if (number == null || size == 0) {
            return false;
        }
        writePiece(out, number, size);
        written += size;
        machine.onWritten(size, now());
        books.onWritten(size);
        if (written == cargo().content().lengthOf(number)) {
            books.onWhole(number);
            current = null;
        }
        return true;
    }

    private @Nullable Long begin(BulkEnd out) {
        if (ready.isEmpty() || !machine.mayBegin()) {
            return null;
        }
        long number = ready.remove();
        current = number;
        written = 0;
        int length = cargo().content().lengthOf(number);
        wrongAt = waybill().wrongByte(number, length);
        Bytes32 digest = cargo().digestOf(number);
        trace("begins chunk " + number);
        books.onBegin();
        machine.begin(number, digest);
        out.writeChunkHead(number, digest, length);
        readAhead();
        return number;
    }

    private void writePiece(BulkEnd out, long number, int size) {
        int from = cargo().start(number) + written;
        if (wrongAt >= written && wrongAt < written + size) {
            byte[] wrong = Arrays.copyOfRange(Cargo.bytes(), from, from + size);
            wrong[wrongAt - written] ^= 1;
            out.write(wrong, 0, size);
        } else {
            out.write(Cargo.bytes(), from, size);
        }
    }

    private void keepPace() {
        long wait = current == null ? Long.MAX_VALUE : machine.untilMayWrite(now());
        if (wait < Long.MAX_VALUE && wait > 0 && !waitsForPace) {
            waitsForPace = true;
            side().loop().after(wait, () -> {
                waitsForPace = false;
                step();
            });
        }
    }

    @Override
    void release(TransferEnd how) {
        books.onLost();
    }

    @Override
    void forget() {
        lost();
    }

    @Override
    public String toString() {
        return side() + "'s sender";
    }
}
