package io.tekcos.chat.folder;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.folder.PartialJournal.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/** The last steps: all that is there is made what it shall be, and gets its names. */
final class Finishing {

    private final Staging staging;
    private final PartialJournal journal;
    private final ManifestFile manifest;
    private final Plan plan;
    private final BitSet settled;

    /**
     * Begins.
     *
     * @param settled the numbers of the files that are what they shall be, and on the disk
     */
    Finishing(Staging staging, PartialJournal journal, ManifestFile manifest, Plan plan, BitSet settled) {
        this.staging = staging;
        this.journal = journal;
        this.manifest = manifest;
        this.plan = plan;
        this.settled = settled;
    }

    /** The names that the roots have got; what was done before is not done again. */
    List<String> run() throws IOException {
        if (!journal.isSettled()) {
            boolean durable = Settling.run(staging, plan, manifest.entries(), settled);
            journal.durable();
            journal.settled(durable);
        }
        return plan.ifExists() == IfExists.RENAME ? named() : merged();
    }

    /** How it ended, after {@link #run}. */
    Finished how() {
        return Objects.requireNonNull(journal.finished());
    }

    /** Whether the roots of what is finished are still there, by the names that they got. */
    boolean isThere() throws IOException {
        EntryCursor entries = manifest.entries();
        for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
            if (entry.names().length == 1 && !isThere(entry)) {
                return false;
            }
        }
        return true;
    }

    private boolean isThere(PlacedEntry root) throws IOException {
        String path = root.entry().path();
        String name = plan.ifExists() == IfExists.RENAME ? journal.name(root.root()) : path;
        BasicFileAttributes found = name == null ? null : staging.downloads().find(Path.of(name));
        boolean isSent = !root.isFolder() && !plan.isSkipped(root);
        return found != null
                && found.isDirectory() == root.isFolder()
                && (!isSent || found.size() == root.entry().size());
    }

    private List<String> named() throws IOException {
        List<String> names;
        try (Directory tree = staging.folder("tree")) {
            names = new Naming(journal, staging.downloads(), tree).run(manifest.entries());
        }
        if (journal.finished() == null) {
            finished(staging.downloads().force(), 0);
        }
        return names;
    }

    private List<String> merged() throws IOException {
        if (journal.finished() == null) {
            Finished merged = Merging.run(staging, plan, manifest.entries());
            finished(merged.durable(), merged.skipped());
        }
        List<String> names = new ArrayList<>();
        EntryCursor entries = manifest.entries();
        for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
            if (entry.names().length == 1 && !plan.isSkipped(entry)) {
                names.add(entry.entry().path());
            }
        }
        return names;
    }

    private void finished(boolean named, long skipped) {
        journal.finished(named && journal.isSettledDurably(), skipped);
    }
}
