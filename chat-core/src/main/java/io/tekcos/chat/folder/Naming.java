package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Gives roots their names, or others if those are taken, each by one move. A move replaces a file that is there; so a file's
 * name is first taken by an empty file, which can be made only where nothing is. A folder needs none, for it replaces nothing
 * but an empty folder. A name is journaled before it is taken: after a crash an empty file there is ours.
 */
final class Naming {

    private final PartialJournal journal;
    private final Directory downloads;
    private final Directory tree;

    Naming(PartialJournal journal, Directory downloads, Directory tree) {
        this.journal = journal;
        this.downloads = downloads;
        this.tree = tree;
    }

    /** The names that they have got, now or before. */
    List<String> run(EntryCursor entries) throws IOException {
        List<String> names = new ArrayList<>();
        for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
            if (entry.names().length == 1) {
                names.add(name(entry));
            }
        }
        return names;
    }

    /** Removes the empty files that hold names. */
    static void takeBack(PartialJournal journal, Staging staging) throws IOException {
        if (journal.namedRoots().isEmpty()) {
            return;
        }
        try (Directory tree = staging.folder("tree")) {
            Naming naming = new Naming(journal, staging.downloads(), tree);
            for (int root : journal.namedRoots()) {
                naming.release(Path.of(Objects.requireNonNull(journal.name(root))), root);
            }
        }
    }

    private String name(PlacedEntry entry) throws IOException {
        String before = journal.name(entry.root());
        if (tree.find(staged(entry.root())) == null) {
            if (before == null) {
                throw Faults.damaged(entry.entry().path());
            }
            return before;
        }
        if (before != null && !entry.isFolder() && isEmptyFile(Path.of(before))) {
            tree.move(staged(entry.root()), downloads, Path.of(before));
            return before;
        }
        return freshName(entry);
    }

    private String freshName(PlacedEntry entry) throws IOException {
        for (int attempt = 0; ; attempt++) {
            String name = FreeNames.of(entry.entry().path(), attempt, entry.isFolder());
            if (downloads.find(Path.of(name)) == null) {
                journal.named(entry.root(), name);
                if (entry.isFolder() ? movedFolder(entry, Path.of(name)) : movedFile(entry, Path.of(name))) {
                    return name;
                }
            }
        }
    }

    private boolean movedFolder(PlacedEntry entry, Path name) throws IOException {
        try {
            tree.move(staged(entry.root()), downloads, name);
            return true;
        } catch (IOException failed) {
            if (downloads.find(name) != null) {
                return false;
            }
            throw failed;
        }
    }

    private boolean movedFile(PlacedEntry entry, Path name) throws IOException {
        try {
            downloads.openFile(name, Set.of(WRITE, CREATE_NEW)).close();
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        try {
            tree.move(staged(entry.root()), downloads, name);
            return true;
        } catch (IOException failed) {
            release(name, entry.root());
            throw failed;
        }
    }

    /** Removes the empty file that holds a name, if it does. */
    private void release(Path name, int root) throws IOException {
        BasicFileAttributes waiting = tree.find(staged(root));
        if (waiting != null && waiting.isRegularFile() && isEmptyFile(name)) {
            downloads.deleteFile(name);
        }
    }

    private boolean isEmptyFile(Path name) throws IOException {
        BasicFileAttributes found = downloads.find(name);
        return found != null && found.isRegularFile() && found.size() == 0;
    }

    private static Path staged(int root) {
        return Path.of(Integer.toString(root));
    }
}
