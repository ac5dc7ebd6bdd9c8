package io.tekcos.chat.transfer;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.folder.ArrivingChunk;
import io.tekcos.chat.folder.Downloads;
import io.tekcos.chat.folder.Partial;
import io.tekcos.chat.folder.Received;
import io.tekcos.chat.folder.Run;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.ChunkSet;
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
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The receiver's end of a transfer, from the offer on. */
final class IncomingTransfer extends RunningTransfer {

    /** So much of a chunk is hashed at once while the rest still comes. */
    private static final int HASHED_AT_ONCE = 128 * 1024;

    /** So many parts of a manifest may wait for the disk while more are read. */
    private static final int MOST_PARTS = 16;

    private final TransferReceiver machine;
    private @Nullable Arrival arrival;
    private @Nullable Path folder;
    private @Nullable Partial partial;
    private @Nullable Received received;
    private int partsWaiting;
    private boolean finishing;
    private volatile boolean unheard; // its sender may not hear what has come of it, and offer it anew

    /** The chunk whose bytes come. */
    private static final class Arrival {
        final ByteBuffer room;
        final ArrivingChunk chunk;
        int handed; // to be hashed

        Arrival(ByteBuffer room) {
            this.room = room;
            chunk = new ArrivingChunk(room);
        }
    }

    IncomingTransfer(TransferDesk desk, TransferPort port, Offer offer) {
        super(desk, port, new OfferedFiles(offer.transfer(), offer.name(), offer.entries(), offer.bytes()));
        machine = new TransferReceiver(offer, now());
    }

    void accept(ReceivePolicy policy) {
        if (machine.end() != null) {
            return; // its sender does not offer it any more
        }
        Path into = policy.folder().toAbsolutePath().normalize();
        folder = into;
        Claims.SHARED.take(into, offered().id(), this).thenRun(() -> onLoop(() -> open(policy)));
    }

    private void open(ReceivePolicy policy) {
        if (machine.end() != null) {
            giveBack();
            return;
        }
        Offer offer = machine.offer();
        onDisk(
                () -> {
                    Partial opened = Downloads.in(policy.folder())
                            .open(offered(), offer.manifestBytes(), offer.manifest(), policy);
                    partial = opened;
                    return opened;
                },
                this::onOpened);
    }

    private void onOpened(Partial opened) {
        if (machine.end() == null) {
            if (opened.hasManifest()) {
                onManifestKnown(opened);
            }
            port().tell(machine.accept());
        }
    }

    private void onManifestKnown(Partial known) {
        machine.onManifestKnown(setOf(known, known.held()), setOf(known, known.unwanted()));
    }

    private static ChunkSet setOf(Partial known, List<Run> runs) {
        ChunkSet set = new ChunkSet(known.chunks());
        runs.forEach(run -> set.add(run.first(), run.count()));
        return set;
    }

    /**
     * The same is offered in another session; completes once this one is over, or will go on. One that is finishing is soon over, and
     * is done then: to end it would only keep its sender from hearing so. Any thread.
     */
    CompletableFuture<?> giveWay() {
        CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
        onLoop(() -> {
            boolean isFinishing = machine.state() == TransferReceiver.State.FINISHING;
            if (output() == null && !isFinishing) {
                onSessionEnd("it is offered anew, in another session");
            }
            if (end() == null && !isFinishing) {
                answered.complete(null);
            } else {
                unheard = true;
                whenDone().whenComplete((result, why) -> answered.complete(null));
            }
        });
        return answered;
    }

    @Override
    public long leftOut() {
        return 0;
    }

    @Override
    TransferReceiver machine() {
        return machine;
    }

    @Override
    void onBulkFrame(BulkFrame frame) throws WireException {
        if (!(frame instanceof Manifest part)) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame from who sends");
        }
        boolean last = machine.onManifest(part);
        Partial open = Objects.requireNonNull(partial);
        countParts(1);
        onDisk(
                () -> {
                    open.addManifest(part.bytes().array(), part.bytes().length());
                    if (last) {
                        open.endManifest();
                    }
                    return last;
                },
                whole -> {
                    countParts(-1);
                    if (whole && machine.end() == null) {
                        onManifestKnown(open);
                    }
                });
    }

    /** No credit says how much of a manifest may come: the disk does, and what it has no time for stays in the socket. */
    private void countParts(int more) {
        partsWaiting += more;
        setReading(partsWaiting <= MOST_PARTS);
    }

    @Override
    ByteBuffer roomFor(long number, int length) throws WireException {
        machine.onChunkBegins(number, length);
        Arrival begun = new Arrival(ChunkBuffers.take(length));
        arrival = begun;
        return begun.room;
    }

    @Override
    void onChunk(long number, Bytes32 digest, ByteBuffer bytes) {
        ArrivingChunk chunk = Objects.requireNonNull(arrival).chunk;
        arrival = null;
        if (machine.onChunk()) {
            Partial open = Objects.requireNonNull(partial);
            onDisk(() -> open.write(number, digest, chunk), right -> onWritten(number, bytes, right));
        } else {
            onDisk(() -> ChunkBuffers.giveBack(bytes));
        }
    }

    private void onWritten(long number, ByteBuffer bytes, boolean right) {
        ChunkBuffers.giveBack(bytes);
        BulkFrame answer = right ? machine.onKept(number, now()) : machine.onCorrupt(number);
        TransferFrame word = machine.takeCancel();
        if (word != null) {
            port().tell(word);
        }
        BulkOutput out = output();
        if (answer != null && out != null) {
            out.write(answer);
            out.flush();
        }
    }

    @Override
    void attached() {
        NeedManifest question = machine.onAttached();
        BulkOutput out = output();
        if (question != null && out != null) {
            Partial open = Objects.requireNonNull(partial);
            onDisk(
                    () -> {
                        open.beginManifest();
                        return open;
                    },
                    ready -> {});
            out.write(question);
        }
    }

    @Override
    void lost() {
        arrival = null;
        machine.onLost();
    }

    @Override
    boolean needsConnection() {
        return machine.takesConnection();
    }

    @Override
    void advance() {
        BulkOutput out = output();
        if (out != null) {
            hashWhatArrived();
            sayWhatIsHeld(out);
            out.flush();
        }
        if (machine.state() == TransferReceiver.State.FINISHING && !finishing) {
            finishing = true;
            Partial open = Objects.requireNonNull(partial);
            onDisk(open::finish, this::onFinished);
        }
    }

    /** Nobody waits for it: the chunk is the sooner written when the last of it comes. */
    private void hashWhatArrived() {
        Arrival some = arrival;
        if (some != null && some.room.position() - some.handed >= HASHED_AT_ONCE) {
            int there = some.room.position();
            some.handed = there;
            onDisk(() -> some.chunk.hash(there));
        }
    }

    private void sayWhatIsHeld(BulkOutput out) {
        BulkFrame next;
        while (out.isWritable() && (next = nextTold()) != null) {
            out.write(next);
        }
    }

    private @Nullable BulkFrame nextTold() {
        TransferReceiver.Run run = machine.nextHeld();
        return run == null ? machine.nextTold() : new Held(run.first(), digestsOf(run));
    }

    /** Nothing is on the strand while the machine tells what is held. */
    private Octets digestsOf(TransferReceiver.Run run) {
        Partial open = Objects.requireNonNull(partial);
        ByteBuffer digests = ByteBuffer.allocate(run.count() * Bytes32.LENGTH);
        for (int i = 0; i < run.count(); i++) {
            digests.put(open.digestOf(run.first() + i).toByteArray());
        }
        return Octets.of(digests.array());
    }

    private void onFinished(Received whole) {
        received = whole;
        if (machine.end() == null) {
            if (output() == null) {
                unheard = true;
            }
            port().tell(machine.done(whole.digest(), whole.durable()));
        }
    }

    @Override
    State state() {
        return switch (machine.state()) {
            case OFFERED -> State.OFFERED;
            case CONNECTING -> State.CONNECTING;
            case FETCHING, TELLING, RECEIVING -> State.RUNNING;
            case FINISHING -> State.FINISHING;
            case OVER -> State.OVER;
        };
    }

    @Override
    TransferResult result(TransferEnd how) {
        Received whole = Objects.requireNonNull(received);
        return new TransferResult(
                offered(),
                HexFormat.of().formatHex(whole.digest().toByteArray()),
                whole.paths(),
                offered().bytes() - machine.bytesBefore(),
                whole.durable());
    }

    /** What is of no use for another time is removed. */
    @Override
    void release(TransferEnd how) {
        try {
            close(how);
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        if (folder != null) {
            Claims.SHARED.giveBack(folder, offered().id(), this);
        }
    }

    private void close(TransferEnd how) {
        Partial open = partial;
        if (open == null) {
            return;
        }
        if (how.fault() == TransferFault.CANCELLED
                || how.fault() == TransferFault.SOURCE_CHANGED
                || how.fault() == TransferFault.BAD_NAME) {
            open.discard();
        } else if (how.fault() == null && !unheard) {
            open.close();
        } else {
            open.leave();
        }
    }
}
