package io.tekcos.chat.transfer;

import io.netty.util.concurrent.Future;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.protocol.TransferSender;
import io.tekcos.chat.source.Source;
import io.tekcos.chat.source.SourceChunk;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sender's end of a transfer: reads ahead as many chunks as it takes to keep disk and network busy, and no more. */
final class OutgoingTransfer extends RunningTransfer {

    private static final int READ_AHEAD = 2;

    private final Source source;
    private final List<Path> paths;
    private final TransferSender machine;
    private final Queue<ReadChunk> ready = new ArrayDeque<>();
    private int attachments;
    private int reading;
    private boolean readsManifest;
    private @Nullable ReadChunk current;
    private int written;
    private @Nullable Future<?> pace;

    /** A chunk that is read, and not yet wholly written. */
    private static final class ReadChunk {
        final long number;
        final ByteBuffer bytes;
        final int length;
        final Bytes32 digest;

        ReadChunk(long number, ByteBuffer bytes, SourceChunk read) {
            this.number = number;
            this.bytes = bytes;
            length = read.length();
            digest = read.digest();
        }
    }

    OutgoingTransfer(
            TransferDesk desk, TransferPort port, Source source, TransferId id, List<Path> paths, SendOptions options) {
        super(desk, port, new OfferedFiles(id, source.name(), source.entries(), source.bytes()));
        this.source = source;
        this.paths = paths;
        Offer offer = new Offer(
                new OfferId(id, ThreadLocalRandom.current().nextLong()),
                source.entries(),
                source.bytes(),
                source.manifestBytes(),
                source.manifestDigest(),
                source.name());
        long rate = options.bytesPerSecond() == Long.MAX_VALUE ? 0 : options.bytesPerSecond();
        machine = new TransferSender(offer, rate, now());
    }

    Offer offer() {
        return machine.offer();
    }

    @Override
    public long leftOut() {
        return source.leftOut();
    }

    @Override
    TransferSender machine() {
        return machine;
    }

    @Override
    void onBulkFrame(BulkFrame frame) throws WireException {
        machine.onBulkFrame(frame, now());
    }

    @Override
    ByteBuffer roomFor(long number, int length) throws WireException {
        throw new WireException(CloseCause.PROTOCOL_ERROR, "a chunk from who receives them");
    }

    @Override
    void onChunk(long number, Bytes32 digest, ByteBuffer bytes) {
        throw new IllegalStateException("there was no room for it");
    }

    @Override
    void attached() {
        lost();
        machine.onAttached();
    }

    @Override
    void lost() {
        attachments++;
        ready.clear();
        current = null;
        reading = 0;
        readsManifest = false;
        machine.onLost();
    }

    @Override
    boolean needsConnection() {
        return false; // its receiver says so
    }

    @Override
    void advance() {
        BulkOutput out = output();
        if (out == null) {
            return;
        }
        machine.onRoundTrip(port().roundTrip());
        readManifest(out);
        readAhead();
        long now = now();
        boolean wrote = false;
        while (out.isWritable() && writeNext(out, now)) {
            wrote = true;
        }
        if (wrote) {
            out.flush();
        }
        keepPace(now);
    }

    private void readManifest(BulkOutput out) {
        int due = machine.manifestDue();
        if (due == 0 || readsManifest || !out.isWritable()) {
            return;
        }
        readsManifest = true;
        long from = machine.manifestSent();
        onDisk(
                () -> {
                    byte[] part = new byte[due];
                    source.readManifest(from, part);
                    return Octets.of(part);
                },
                part -> {
                    if (out == output()) {
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
            read(number, ChunkBuffers.take((int) Math.min(Chunk.MAX_BYTES, source.bytes())), attachments);
        }
    }

    private void read(long number, ByteBuffer buffer, int attachment) {
        onDisk(() -> new ReadChunk(number, buffer, source.read(number, buffer)), chunk -> {
            if (attachment == attachments) {
                reading--;
                ready.add(chunk);
            }
        });
    }

    /** Writes the next piece, if it may be. */
    private boolean writeNext(BulkOutput out, long now) {
        ReadChunk chunk = current == null ? begin(out) : current;
        int size = chunk == null ? 0 : machine.mayWrite(now);
        if (chunk == null || size == 0) {
            return false;
        }
        int from = written;
        written += size;
        machine.onWritten(size, now);
        ByteBuffer piece = chunk.bytes.slice(from, size);
        if (written < chunk.length) {
            out.write(piece);
        } else {
            out.write(piece, () -> ChunkBuffers.giveBack(chunk.bytes));
            current = null;
        }
        return true;
    }

    private @Nullable ReadChunk begin(BulkOutput out) {
        if (ready.isEmpty() || !machine.mayBegin()) {
            return null;
        }
        ReadChunk chunk = ready.remove();
        current = chunk;
        written = 0;
        machine.begin(chunk.number, chunk.digest);
        out.writeChunkHead(chunk.number, chunk.digest, chunk.length);
        readAhead();
        return chunk;
    }

    /** Looks again when more may go, by the very clock by which nothing might: a moment later it could say that it is time already. */
    private void keepPace(long now) {
        long wait = current == null ? Long.MAX_VALUE : machine.untilMayWrite(now);
        if (wait < Long.MAX_VALUE && wait > 0 && pace == null) {
            pace = port().loop()
                    .schedule(
                            () -> {
                                pace = null;
                                step();
                            },
                            wait,
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    State state() {
        return switch (machine.state()) {
            case OFFERED -> State.OFFERED;
            case CONNECTING -> State.CONNECTING;
            case LISTENING, SENDING -> State.RUNNING;
            case FINISHING -> State.FINISHING;
            case OVER -> State.OVER;
        };
    }

    @Override
    TransferResult result(TransferEnd how) {
        Done done = Objects.requireNonNull(how.done());
        return new TransferResult(
                offered(),
                HexFormat.of().formatHex(done.digest().toByteArray()),
                paths,
                offered().bytes() - machine.bytesBefore(),
                done.durable());
    }

    @Override
    void release(TransferEnd how) {
        source.close();
    }
}
