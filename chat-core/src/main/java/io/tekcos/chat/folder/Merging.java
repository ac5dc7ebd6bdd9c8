package io.tekcos.chat.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Moves files one by one into folders that may be there already. What came there since it was looked at is judged again, right
 * before the move; no system can do both at once.
 */
final class Merging {

    private final Plan plan;
    private final OpenPath from;
    private final OpenPath to;
    private long skipped;

    private Merging(Plan plan, OpenPath from, OpenPath to) {
        this.plan = plan;
        this.from = from;
        this.to = to;
    }

    /** How many files stayed, and whether the folders are forced. */
    static PartialJournal.Finished run(Staging staging, Plan plan, EntryCursor entries) throws IOException {
        try (OpenPath from = new OpenPath(staging, staging.folder("tree"), false);
                OpenPath to = new OpenPath(staging, staging.downloads().open(Path.of(".")), true)) {
            Merging merging = new Merging(plan, from, to);
            for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                merging.take(entry);
            }
            to.finish();
            return new PartialJournal.Finished(to.isDurable(), merging.skipped);
        }
    }

    private void take(PlacedEntry entry) throws IOException {
        if (entry.isFolder()) {
            to.folder(entry.names(), plan.isMerged(entry) ? null : OpenPath.time(entry));
        } else if (plan.isSkipped(entry)) {
            skipped++;
        } else {
            move(entry);
        }
    }

    private void move(PlacedEntry entry) throws IOException {
        String[] names = entry.names();
        String[] stagedNames = entry.stagedNames();
        Path staged = Path.of(stagedNames[names.length - 1]);
        Directory source = from.above(stagedNames);
        if (source.find(staged) == null) {
            return; // moved before a crash
        }
        Path name = Path.of(names[names.length - 1]);
        Directory target = to.above(names);
        BasicFileAttributes found = target.find(name);
        if (found != null && found.isDirectory()) {
            throw Faults.exists(entry.entry().path());
        }
        if (found != null && plan.keeps(entry, found)) {
            skipped++;
        } else {
            source.move(staged, target, name);
        }
    }
}
