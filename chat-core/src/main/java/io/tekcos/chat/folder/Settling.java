package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.tekcos.chat.file.IfExists;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.BitSet;
import java.util.Set;

/** Makes all files and folders what they shall be, still in the hidden folder: empty ones, sizes, times; and forces them. */
final class Settling {

    private static final Set<StandardOpenOption> THERE = Set.of(READ, WRITE);
    private static final Set<StandardOpenOption> EMPTY = Set.of(READ, WRITE, CREATE);

    private final Plan plan;
    private final OpenPath tree;
    private final BitSet before;

    private Settling(Plan plan, OpenPath tree, BitSet before) {
        this.plan = plan;
        this.tree = tree;
        this.before = before;
    }

    /** Whether the folders are forced, too; the files of some numbers were settled before. */
    static boolean run(Staging staging, Plan plan, EntryCursor entries, BitSet before) throws IOException {
        try (OpenPath tree = new OpenPath(staging, staging.folder("tree"), true);
                Forcer forcer = new Forcer()) {
            new Settling(plan, tree, before).each(entries, forcer);
            tree.finish();
            forcer.await();
            return tree.isDurable();
        }
    }

    private void each(EntryCursor entries, Forcer forcer) throws IOException {
        for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
            if (entry.isFolder()) {
                boolean whole = plan.ifExists() == IfExists.RENAME;
                tree.folder(entry.stagedNames(), whole ? OpenPath.time(entry) : null);
            } else if (!plan.isSkipped(entry) && !isSettled(entry)) {
                forcer.force(settled(entry));
            }
        }
    }

    /** Whether it was settled before, and still is as it was then. */
    private boolean isSettled(PlacedEntry entry) throws IOException {
        if (!before.get(entry.number())) {
            return false;
        }
        String[] names = entry.stagedNames();
        BasicFileAttributes found = tree.above(names).find(Path.of(names[names.length - 1]));
        return found != null
                && found.isRegularFile()
                && found.size() == entry.entry().size()
                && found.lastModifiedTime().to(MICROSECONDS)
                        == OpenPath.time(entry).to(MICROSECONDS);
    }

    private FileChannel settled(PlacedEntry entry) throws IOException {
        String[] names = entry.stagedNames();
        Directory above = tree.above(names);
        Path name = Path.of(names[names.length - 1]);
        FileChannel file = opened(above, name, entry);
        try {
            if (file.size() != entry.entry().size()) {
                throw Faults.damaged(entry.entry().path());
            }
            above.setModified(name, OpenPath.time(entry));
            return file;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static FileChannel opened(Directory above, Path name, PlacedEntry entry) throws IOException {
        try {
            boolean empty = entry.entry().size() == 0;
            return above.openFile(name, empty ? EMPTY : THERE, entry.entry().executable());
        } catch (NoSuchFileException gone) {
            throw Faults.damaged(entry.entry().path());
        }
    }
}
