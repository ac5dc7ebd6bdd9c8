package io.tekcos.chat.folder;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.folder.PartialJournal.Finished;
import io.tekcos.chat.folder.PartialJournal.Planned;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver has of a transfer. It survives the process: opened again it has the chunks that it had. One thread at a
 * time; every method blocks, and throws {@link io.tekcos.chat.model.TransferException} and nothing else.
 *
 * <pre>
 *  opened -- addManifest ... endManifest --&gt; listed -- write ... --&gt; complete -- finish --&gt; finished
 * </pre>
 */
public final class Partial implements Closeable {

    /** How much may have to be read again after a failure of the machine. */
    private static final long FORCE_EVERY = 64L << 20;

    private final OfferedFiles offered;
    private final long manifestBytes;
    private final Bytes32 manifestDigest;
    private final IfExists ifExists;
    private final Staging staging;
    private final Path folder;
    private final HeldChunks held;
    private final PartialJournal journal;
    private final ManifestFile manifest;
    private List<Run> unwanted = List.of();
    private @Nullable Plan plan; // null: the manifest is not there
    private @Nullable ContentFiles files;
    private long manifestSeen;
    private long unforcedBytes;
    private boolean finished;
    private boolean over; // nobody can go on with it
    private boolean closed;

    /** Something with the disk. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    /** The same, and what comes of it. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private Partial(
            OfferedFiles offered, long manifestBytes, Bytes32 manifestDigest, ReceivePolicy policy, Staging staging)
            throws IOException {
        this.offered = offered;
        this.manifestBytes = manifestBytes;
        this.manifestDigest = manifestDigest;
        this.ifExists = policy.ifExists();
        this.staging = staging;
        this.folder = Objects.requireNonNull(staging.path().getParent());
        int chunks = (int) new Content(offered.bytes()).chunks();
        held = new HeldChunks();
        manifest = new ManifestFile(staging.here());
        try {
            journal = new PartialJournal(staging, held, chunks);
        } catch (RuntimeException failed) {
            manifest.close();
            throw failed;
        }
    }

    /** Takes the staging over, and closes it if this fails. */
    static Partial open(
            OfferedFiles offered, long manifestBytes, Bytes32 manifestDigest, ReceivePolicy policy, Staging staging)
            throws IOException {
        Partial partial;
        try {
            partial = new Partial(offered, manifestBytes, manifestDigest, policy, staging);
        } catch (IOException | RuntimeException failed) {
            staging.close();
            throw failed;
        }
        try {
            partial.load();
            return partial;
        } catch (IOException | RuntimeException failed) {
            partial.close();
            throw failed;
        }
    }

    /** Whether the list of the files is there; if not, it is to be added from its beginning. */
    public boolean hasManifest() {
        return plan != null;
    }

    /** The manifest follows from its first byte on, whatever has come of it before. */
    public void beginManifest() {
        manifestSeen = 0;
    }

    /**
     * Adds the next bytes of the manifest.
     *
     * @param bytes the first of them count
     * @param length how many
     */
    public void addManifest(byte[] bytes, int length) {
        run(() -> {
            if (plan != null || length > manifestBytes - manifestSeen) {
                throw Faults.brokenRules("has sent more of a list than it had offered");
            }
            if (manifestSeen == 0) {
                manifest.clear();
            }
            manifest.add(bytes, length);
            manifestSeen += length;
        });
    }

    /** The manifest is there: checks it, its names, and what is in the folder already. */
    public void endManifest() {
        run(() -> {
            if (manifestSeen != manifestBytes) {
                throw Faults.brokenRules("has sent less of a list than it had offered");
            }
            if (!manifest.digest().equals(manifestDigest)) {
                throw Faults.corruptManifest();
            }
            index();
            journal.listed(manifestDigest);
            prepare();
        });
    }

    /** How many chunks the content has, wanted or not. */
    public long chunks() {
        return new Content(offered.bytes()).chunks();
    }

    /** The chunks that are there. */
    public List<Run> held() {
        return held.runs();
    }

    /** The digest of one that is there. */
    public Bytes32 digestOf(long chunk) {
        return held.digest((int) chunk);
    }

    /** The chunks that are not to be sent, for they are wholly in files that stay as they are. */
    public List<Run> unwanted() {
        return unwanted;
    }

    /**
     * Writes a chunk. One that is there is not written again.
     *
     * @param chunk its number
     * @param digest what its bytes shall have
     * @param whole all its bytes, some of which may be hashed
     * @return false if the bytes do not have the digest; then nothing is written
     */
    public boolean write(long chunk, Bytes32 digest, ArrivingChunk whole) {
        return call(() -> {
            ContentFiles open = listed();
            boolean wanted = chunk >= 0 && chunk < chunks() && unwanted.stream().noneMatch(run -> run.contains(chunk));
            if (!wanted || whole.length() != new Content(offered.bytes()).lengthOf(chunk)) {
                throw Faults.brokenRules("has sent a chunk that was not asked for, or of a wrong length");
            }
            if (held.has((int) chunk)) {
                return true;
            }
            if (!whole.digest().equals(digest)) {
                return false;
            }
            boolean all = open.write(chunk * Chunk.MAX_BYTES, whole.bytes());
            journal.chunk((int) chunk, digest);
            unforcedBytes += whole.length();
            if (unforcedBytes >= FORCE_EVERY || !all) {
                force(open); // at once what is not all there: read again, it would never be what its digest says
            }
            return true;
        });
    }

    /** Whether all chunks are there that are wanted. */
    public boolean isComplete() {
        return plan != null
                && held.countOutside(unwanted)
                        == chunks() - unwanted.stream().mapToLong(Run::count).sum();
    }

    /**
     * Gives all files their names. A second time, also after a crash in the midst of the first, it goes on. What is left of
     * the partial then is removed by {@link #close}: until then, opened again, it knows that it is finished.
     */
    public Received finish() {
        return call(() -> {
            Plan known = plan;
            if (known == null || !isComplete()) {
                throw new IllegalStateException("There are chunks missing");
            }
            BitSet settled = files == null ? new BitSet() : files.settled();
            closeFiles();
            Finishing finishing = finishing(known, settled);
            List<Path> paths = finishing.run().stream().map(folder::resolve).toList();
            finished = true;
            Finished how = finishing.how();
            return new Received(paths, held.digestOutside(unwanted), how.durable(), how.skipped());
        });
    }

    /** Closes it, and keeps it even if it is finished: its sender may not know that yet, and offer it again. */
    public void leave() {
        finished = false;
        close();
    }

    /** Removes it, unless it is closed. */
    public void discard() {
        if (closed) {
            return;
        }
        over = true;
        try {
            run(() -> Naming.takeBack(journal, staging));
        } finally {
            close();
        }
    }

    /** Keeps what is there for another time, unless it is finished or discarded: then it is removed. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        run(() -> {
            try (staging;
                    journal;
                    manifest) {
                closeFiles();
                if (over || finished) {
                    staging.delete();
                }
            }
        });
    }

    private void load() throws IOException {
        Bytes32 listed = journal.listed();
        if (listed != null && !listed.equals(manifestDigest)) {
            throw Faults.damaged(offered.name());
        }
        if (listed == null
                || manifest.size() != manifestBytes
                || !manifest.digest().equals(manifestDigest)) {
            return;
        }
        index();
        prepare();
        if (journal.finished() != null
                && !finishing(Objects.requireNonNull(plan), new BitSet()).isThere()) {
            throw Faults.damaged(offered.name());
        }
    }

    private void index() throws IOException {
        Counts counts = new Counts(offered.entries(), offered.bytes());
        manifest.index(new TreeRules(Folding.of(staging.here()), ifExists), counts);
        counts.end();
    }

    private void prepare() throws IOException {
        closeFiles();
        Plan made = plan();
        unwanted = made.unwanted(manifest.entries(), offered.bytes());
        files = new ContentFiles(manifest, made, new OpenPath(staging, staging.folder("tree"), false));
        if (!journal.isSettled()) {
            verifyUnforced();
        }
        plan = made;
    }

    private Plan plan() throws IOException {
        Planned planned = journal.planned();
        return planned != null && (journal.isSettled() || planned.ifExists() == ifExists)
                ? PlanFile.read(staging.here(), planned)
                : freshPlan();
    }

    private Plan freshPlan() throws IOException {
        Plan made = Plan.make(ifExists, manifest.entries(), staging);
        PlacedEntry first = manifest.entries().next();
        if (offered.entries() == 1 && first != null && made.isSkipped(first)) {
            throw Faults.exists(first.entry().path());
        }
        journal.planned(ifExists, PlanFile.write(staging.here(), made));
        return made;
    }

    /** What the disk may not have is read once. */
    private void verifyUnforced() throws IOException {
        ByteBuffer chunkBytes = ByteBuffer.allocate(Chunk.MAX_BYTES);
        BitSet uncertain = (BitSet) journal.unforced().clone();
        for (int chunk = uncertain.nextSetBit(0); chunk >= 0; chunk = uncertain.nextSetBit(chunk + 1)) {
            int length = new Content(offered.bytes()).lengthOf(chunk);
            ByteBuffer bytes = chunkBytes.slice(0, length);
            listed().read((long) chunk * Chunk.MAX_BYTES, bytes);
            if (!Sha256.of(bytes).equals(held.digest(chunk))) {
                journal.lost(chunk);
            }
            unforcedBytes += length;
        }
    }

    private ContentFiles listed() {
        ContentFiles open = files;
        if (open == null) {
            throw Faults.brokenRules("has sent chunks before the list of the files");
        }
        return open;
    }

    private void force(ContentFiles open) throws IOException {
        open.force(journal.unforced(), offered.bytes());
        journal.durable();
        unforcedBytes = 0;
    }

    private Finishing finishing(Plan known, BitSet settled) {
        return new Finishing(staging, journal, manifest, known, settled);
    }

    private void closeFiles() throws IOException {
        ContentFiles open = files;
        files = null;
        if (open != null) {
            try {
                open.close();
            } catch (NotForcedException failed) {
                loseUnforced();
            }
        }
    }

    private void loseUnforced() {
        BitSet lost = (BitSet) journal.unforced().clone();
        lost.stream().forEach(journal::lost);
    }

    private void run(Deed deed) {
        call(() -> {
            deed.run();
            return folder;
        });
    }

    private <T> T call(Call<T> deed) {
        try {
            return orLost(deed);
        } catch (DamagedException failed) {
            over = true;
            throw Faults.worthless(failed);
        } catch (IOException failed) {
            throw Faults.storage(folder, failed);
        } catch (JournalException failed) {
            throw Faults.journal(folder, failed);
        }
    }

    private <T> T orLost(Call<T> deed) throws IOException {
        try {
            return deed.run();
        } catch (NotForcedException failed) {
            loseUnforced();
            throw failed;
        }
    }
}
