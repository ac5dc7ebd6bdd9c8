package io.tekcos.chat.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.journal.RecordLog;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.wire.Bytes32;
import java.io.Closeable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been done of a transfer, step by step.
 *
 * <pre>
 *  1 CHUNK     number:u32 digest:32           it is written
 *  2 DURABLE                                  and all chunks before this record survive a failure of the machine
 *  3 LISTED    manifest:32                    the manifest is whole, and the one that was offered
 *  4 PLANNED   plan:32 ifExists               what is there already is written down, with this digest; chunks before this
 *                                             record were written by another plan, and may lack parts of files
 *  5 SETTLED   durable:u8                     all files are whole and forced: they only lack their names
 *  6 NAMED     root:u32 name                  a root gets this name next
 *  7 FINISHED  durable:u8 skipped:u64         all have their names
 *  8 LOST      number:u32                     the disk has other bytes than those of the chunk
 * </pre>
 */
final class PartialJournal implements Closeable {

    private static final int KIND = 3;
    private static final int CHUNK = 1;
    private static final int DURABLE = 2;
    private static final int LISTED = 3;
    private static final int PLANNED = 4;
    private static final int SETTLED = 5;
    private static final int NAMED = 6;
    private static final int FINISHED = 7;
    private static final int LOST = 8;

    private final HeldChunks held;
    private final int chunks;
    private final BitSet unforced = new BitSet();
    private final Map<Integer, String> names = new HashMap<>();
    private final RecordLog log;
    private @Nullable Bytes32 listed;
    private @Nullable Planned planned;
    private @Nullable Boolean settled; // null: no; else whether durably
    private @Nullable Finished finished;

    /** What was there already when it was looked at. */
    record Planned(IfExists ifExists, Bytes32 digest) {}

    /** How it ended. */
    record Finished(boolean durable, long skipped) {}

    /** Opens it, and locks it against others. */
    PartialJournal(Staging staging, HeldChunks held, int chunks) {
        this.held = held;
        this.chunks = chunks;
        log = RecordLog.open(
                new StagingDisk(staging),
                staging.path().resolve("journal"),
                KIND,
                Durability.WRITE,
                Long.MAX_VALUE,
                this::take);
    }

    /** Chunks that the disk may not have, as a failure of the machine or another plan has cost them. */
    BitSet unforced() {
        return unforced;
    }

    @Nullable
    Bytes32 listed() {
        return listed;
    }

    @Nullable
    Planned planned() {
        return planned;
    }

    boolean isSettled() {
        return settled != null;
    }

    boolean isSettledDurably() {
        return Boolean.TRUE.equals(settled);
    }

    @Nullable
    String name(int root) {
        return names.get(root);
    }

    /** The roots that have got names, or were about to. */
    Set<Integer> namedRoots() {
        return names.keySet();
    }

    @Nullable
    Finished finished() {
        return finished;
    }

    void chunk(int number, Bytes32 digest) {
        append(
                CHUNK,
                ByteBuffer.allocate(36).putInt(number).put(digest.toByteArray()).array());
    }

    void lost(int number) {
        append(LOST, ByteBuffer.allocate(4).putInt(number).array());
    }

    void durable() {
        append(DURABLE, new byte[0]);
    }

    void listed(Bytes32 manifest) {
        append(LISTED, manifest.toByteArray());
    }

    void planned(IfExists ifExists, Bytes32 digest) {
        byte[] name = ifExists.name().getBytes(UTF_8);
        append(
                PLANNED,
                ByteBuffer.allocate(Bytes32.LENGTH + name.length)
                        .put(digest.toByteArray())
                        .put(name)
                        .array());
    }

    void settled(boolean durable) {
        append(SETTLED, new byte[] {(byte) (durable ? 1 : 0)});
    }

    void named(int root, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        append(
                NAMED,
                ByteBuffer.allocate(4 + bytes.length).putInt(root).put(bytes).array());
    }

    void finished(boolean durable, long skipped) {
        append(
                FINISHED,
                ByteBuffer.allocate(9)
                        .put((byte) (durable ? 1 : 0))
                        .putLong(skipped)
                        .array());
    }

    @Override
    public void close() {
        log.close();
    }

    private void append(int type, byte[] body) {
        log.append(type, body, 0, body.length);
        take(type, ByteBuffer.wrap(body));
    }

    private boolean take(int type, ByteBuffer body) {
        try {
            return understand(type, body);
        } catch (BufferUnderflowException | IllegalArgumentException ofAnotherVersion) {
            return false;
        }
    }

    private boolean understand(int type, ByteBuffer body) {
        switch (type) {
            case CHUNK -> {
                return body.remaining() == 36 && takeChunk(body.getInt(), digest(body));
            }
            case DURABLE -> unforced.clear();
            case LISTED -> listed = digest(body);
            case PLANNED -> {
                planned = planned(digest(body), UTF_8.decode(body).toString());
                unforced.or(held.numbers());
            }
            case SETTLED -> settled = body.get() != 0;
            case NAMED -> names.put(body.getInt(), UTF_8.decode(body).toString());
            case FINISHED -> finished = new Finished(body.get() != 0, body.getLong());
            case LOST -> {
                return takeLost(body.getInt());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Planned planned(Bytes32 digest, String ifExists) {
        return new Planned(IfExists.valueOf(ifExists), digest);
    }

    private boolean takeChunk(int number, Bytes32 digest) {
        if (!isChunk(number)) {
            return false;
        }
        held.add(number, digest);
        unforced.set(number);
        return true;
    }

    private boolean takeLost(int number) {
        if (!isChunk(number)) {
            return false;
        }
        held.remove(number);
        unforced.clear(number);
        return true;
    }

    private boolean isChunk(int number) {
        return number >= 0 && number < chunks;
    }

    private static Bytes32 digest(ByteBuffer body) {
        byte[] digest = new byte[Bytes32.LENGTH];
        body.get(digest);
        return Bytes32.of(digest);
    }
}
