package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.folder.PartialJournal.Finished;
import io.tekcos.chat.folder.PartialJournal.Planned;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.wire.Bytes32;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    private static final Path PLAN = Path.of("plan");

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
    private boolean over;
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
        int chunks = (int) Chunks.count(offered.bytes());
        held = new HeldChunks(chunks);
        journal = new PartialJournal(staging, held, chunks);
        manifest = new ManifestFile(staging.here());
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
        return Chunks.count(offered.bytes());
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
     * @param bytes the first of them count
     * @param length how many
     * @return false if the bytes do not have the digest; then nothing is written
     */
    public boolean write(long chunk, Bytes32 digest, byte[] bytes, int length) {
        return call(() -> {
            ContentFiles open = listed();
            boolean wanted = chunk >= 0 && chunk < chunks() && unwanted.stream().noneMatch(run -> run.contains(chunk));
            if (!wanted || length != Chunks.length(chunk, offered.bytes())) {
                throw Faults.brokenRules("has sent a chunk that was not asked for, or of a wrong length");
            }
            if (held.has((int) chunk)) {
                return true;
            }
            if (!Sha256.of(bytes, length).equals(digest)) {
                return false;
            }
            open.write(chunk * Chunks.BYTES, bytes, length);
            journal.chunk((int) chunk, digest);
            forceNowAndThen(open, length);
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
            closeFiles();
            if (!journal.isSettled()) {
                settle(known);
            }
            Received received = known.ifExists() == IfExists.RENAME ? named() : merged(known);
            over = true;
            return received;
        });
    }

    /** Removes it. */
    public void discard() {
        over = true;
        run(() -> {
            if (plan != null && journal.isSettled()) {
                try (Directory tree = staging.folder("tree")) {
                    new Naming(journal, staging.downloads(), tree).takeBack(manifest.entries());
                }
            }
        });
        close();
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
                if (over) {
                    staging.delete();
                }
            }
        });
    }

    private void load() throws IOException {
        Bytes32 listed = journal.listed();
        if (listed == null
                || !manifestDigest.equals(listed)
                || manifest.size() != manifestBytes
                || !manifest.digest().equals(manifestDigest)) {
            return;
        }
        index();
        prepare();
        if (!journal.isSettled()) {
            verifyUnforced();
        }
    }

    private void index() throws IOException {
        Counts counts = new Counts(offered.entries(), offered.bytes());
        manifest.index(new TreeRules(Folding.of(staging.here()), ifExists), counts);
        counts.end();
    }

    private void prepare() throws IOException {
        Plan made = journal.isSettled() ? keptPlan() : plan();
        plan = made;
        unwanted = made.unwanted(manifest.entries(), offered.bytes());
        files = new ContentFiles(manifest, made, new OpenPath(staging, staging.folder("tree"), false));
    }

    private Plan plan() throws IOException {
        Planned planned = journal.planned();
        return planned != null && planned.ifExists() == ifExists ? keptPlan() : freshPlan();
    }

    private Plan keptPlan() throws IOException {
        Planned planned = Objects.requireNonNull(journal.planned());
        try (FileChannel file = staging.here().openFile(PLAN, Set.of(READ))) {
            ByteBuffer kept = ByteBuffer.allocate((int) file.size());
            ChannelDiskFile.readFully(file, kept, 0);
            if (!Sha256.of(kept.array(), kept.capacity()).equals(planned.digest())) {
                throw Faults.damaged(PLAN.toString());
            }
            return Plan.of(planned.ifExists(), kept.array());
        }
    }

    private Plan freshPlan() throws IOException {
        Plan made = Plan.make(ifExists, manifest.entries(), staging);
        PlacedEntry first = manifest.entries().next();
        if (offered.entries() == 1 && first != null && made.isSkipped(first)) {
            throw Faults.exists(first.entry().path());
        }
        byte[] kept = made.kept();
        try (FileChannel file = staging.here().openFile(PLAN, Set.of(WRITE, CREATE))) {
            file.truncate(0);
            ChannelDiskFile.writeFully(file, ByteBuffer.wrap(kept), 0);
        }
        journal.planned(ifExists, Sha256.of(kept, kept.length));
        return made;
    }

    /** What was not forced to the disk may have been lost, if the machine failed: it is read once. */
    private void verifyUnforced() throws IOException {
        byte[] bytes = new byte[Chunks.BYTES];
        BitSet uncertain = (BitSet) journal.unforced().clone();
        for (int chunk = uncertain.nextSetBit(0); chunk >= 0; chunk = uncertain.nextSetBit(chunk + 1)) {
            int length = Chunks.length(chunk, offered.bytes());
            listed().read((long) chunk * Chunks.BYTES, bytes, length);
            if (!Sha256.of(bytes, length).equals(held.digest(chunk))) {
                held.remove(chunk);
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

    private void forceNowAndThen(ContentFiles open, int length) throws IOException {
        unforcedBytes += length;
        if (unforcedBytes >= FORCE_EVERY) {
            open.force(journal.unforced(), offered.bytes());
            journal.durable();
            unforcedBytes = 0;
        }
    }

    private void closeFiles() throws IOException {
        ContentFiles open = files;
        files = null;
        if (open != null) {
            open.close();
        }
    }

    private void settle(Plan known) throws IOException {
        Settling.run(staging, known, manifest.entries());
        journal.durable();
        journal.settled();
    }

    private Received named() throws IOException {
        List<String> names;
        try (Directory tree = staging.folder("tree")) {
            names = new Naming(journal, staging.downloads(), tree).run(manifest.entries());
        }
        boolean durable = staging.downloads().force();
        return finished(names, new Finished(durable, 0));
    }

    private Received merged(Plan known) throws IOException {
        Finished finished = journal.finished();
        Finished how = finished == null ? Merging.run(staging, known, manifest.entries()) : finished;
        List<String> names = new ArrayList<>();
        EntryCursor entries = manifest.entries();
        for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
            if (entry.names().length == 1 && !known.isSkipped(entry)) {
                names.add(entry.entry().path());
            }
        }
        return finished(names, how);
    }

    private Received finished(List<String> names, Finished how) {
        if (journal.finished() == null) {
            journal.finished(how.durable(), how.skipped());
        }
        List<Path> paths = names.stream().map(folder::resolve).toList();
        return new Received(paths, held.digestOutside(unwanted), how.durable(), how.skipped());
    }

    private void run(Deed deed) {
        call(() -> {
            deed.run();
            return folder;
        });
    }

    private <T> T call(Call<T> deed) {
        try {
            return deed.run();
        } catch (IOException failed) {
            throw Faults.storage(folder, failed);
        } catch (DirectoryIteratorException | UncheckedIOException failed) {
            throw Faults.storage(folder, new IOException(failed.getMessage(), failed));
        } catch (JournalException failed) {
            throw Faults.journal(folder, failed);
        }
    }
}
