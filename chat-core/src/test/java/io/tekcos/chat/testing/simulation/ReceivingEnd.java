package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.protocol.TransferReceiver;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.NeedManifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.Unwanted;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;

/** The receiver's end of a transfer, whose disk is a shelf. */
final class ReceivingEnd extends FileEnd {

    private final TransferReceiver machine;
    private final Shelf shelf;
    private boolean opened;
    private boolean finishing;

    ReceivingEnd(Desk desk, Waybill waybill, Offer offer, Dice dice) {
        super(desk, waybill, dice);
        machine = new TransferReceiver(offer, now());
        shelf = waybill.shelf();
    }

    @Override
    TransferReceiver machine() {
        return machine;
    }

    void accept() {
        if (machine.end() != null) {
            return;
        }
        onDisk(this::open, this::onOpened);
    }

    private boolean open() {
        opened = shelf.open();
        return opened;
    }

    private void onOpened(boolean isFree) {
        if (!isFree) {
            happened(Happening.SHELF_IN_USE);
            fail(TransferFault.BUSY, "another receives the same");
        }
        if (machine.end() == null) {
            if (shelf.hasManifest()) {
                onManifestKnown();
            }
            tell(machine.accept());
        }
    }

    private void onManifestKnown() {
        machine.onManifestKnown(shelf.held(), cargo().unwanted());
    }

    void decline() {
        fail(TransferFault.DECLINED, "no");
    }

    @Override
    void note(TransferFrame frame) {}

    @Override
    void onBulkFrame(BulkFrame frame) throws WireException {
        if (!(frame instanceof Manifest part)) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "another frame from who sends: " + frame);
        }
        boolean last = machine.onManifest(part);
        onDisk(
                () -> {
                    shelf.addManifest(part.bytes().array(), last);
                    return last;
                },
                whole -> {
                    if (whole && machine.end() == null) {
                        onManifestKnown();
                    }
                });
    }

    @Override
    byte[] roomFor(long number, int length) throws WireException {
        machine.onChunkBegins(number, length);
        return new byte[length];
    }

    @Override
    void onChunk(long number, Bytes32 digest, byte[] bytes, int length) {
        if (machine.onChunk()) {
            chunkArrived();
            onDisk(() -> write(number, digest, bytes, length), right -> onWritten(number, right));
        }
    }

    private boolean write(long number, Bytes32 digest, byte[] bytes, int length) {
        boolean right = shelf.write(number, digest, bytes, length);
        waybill().onJudged(length, right);
        return right;
    }

    private void onWritten(long number, boolean right) {
        BulkFrame answer = right ? machine.onKept(number, now()) : machine.onCorrupt(number);
        happened(right ? Happening.CHUNK_KEPT : Happening.CHUNK_CORRUPT);
        trace((right ? "keeps chunk " : "throws away chunk ") + number);
        TransferFrame word = machine.takeCancel();
        if (word != null) {
            happened(Happening.CORRUPT_TOO_OFTEN);
            tell(word);
        }
        BulkEnd out = connection();
        if (answer != null && out != null) {
            out.write(answer);
            out.flush();
        } else if (right && machine.end() == null) {
            happened(Happening.KEPT_AFTER_A_CUT);
        }
    }

    @Override
    void attached() {
        NeedManifest question = machine.onAttached();
        BulkEnd out = connection();
        if (question != null && out != null) {
            onDisk(
                    () -> {
                        shelf.beginManifest();
                        return shelf;
                    },
                    ready -> {});
            out.write(question);
        }
    }

    @Override
    void lost() {
        if (machine.state() == TransferReceiver.State.FETCHING) {
            happened(Happening.CUT_IN_THE_MANIFEST);
        }
        machine.onLost();
    }

    @Override
    void note(boolean paused) {}

    @Override
    boolean needsConnection() {
        return machine.takesConnection();
    }

    @Override
    void advance() {
        BulkEnd out = connection();
        if (out != null) {
            sayWhatIsHeld(out);
            out.flush();
        }
        if (machine.state() == TransferReceiver.State.FINISHING && !finishing) {
            finishing = true;
            if (out == null) {
                happened(Happening.WHOLE_WITHOUT_A_CONNECTION);
            }
            onDisk(shelf::finish, this::onFinished);
        }
    }

    private void sayWhatIsHeld(BulkEnd out) {
        for (TransferReceiver.Run run = machine.nextHeld(); run != null; run = machine.nextHeld()) {
            happened(Happening.SAID_HELD);
            out.write(new Held(run.first(), digestsOf(run)));
        }
        for (BulkFrame next = machine.nextTold(); next != null; next = machine.nextTold()) {
            if (next instanceof Unwanted) {
                happened(Happening.SAID_UNWANTED);
            }
            out.write(next);
        }
    }

    private Octets digestsOf(TransferReceiver.Run run) {
        ByteBuffer digests = ByteBuffer.allocate(run.count() * Bytes32.LENGTH);
        for (int i = 0; i < run.count(); i++) {
            digests.put(shelf.digestOf(run.first() + i).toByteArray());
        }
        return Octets.of(digests.array());
    }

    private void onFinished(Bytes32 digest) {
        if (machine.end() == null) {
            tell(machine.done(digest, true));
        }
    }

    @Override
    void release(TransferEnd how) {
        onDisk(
                () -> {
                    leave(how.fault() == TransferFault.CANCELLED);
                    return shelf;
                },
                left -> {});
    }

    @Override
    void forget() {
        leave(false);
    }

    private void leave(boolean discards) {
        if (opened && discards) {
            shelf.discard();
        }
        if (opened) {
            shelf.close();
        }
        opened = false;
    }

    @Override
    public String toString() {
        return side() + "'s receiver";
    }
}
