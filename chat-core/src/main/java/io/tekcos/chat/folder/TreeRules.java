package io.tekcos.chat.folder;

import io.tekcos.chat.file.IfExists;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Judges the names of a tree, one entry after the other: each is safe, none is there twice, and each folder stands before what
 * is in it. Of the folders that are not over yet it remembers what is in them, in 12 to 24 bytes an entry.
 */
final class TreeRules {

    /** How many names are remembered. */
    private static final int MOST_NAMES = 1 << 22;

    private final long key = ThreadLocalRandom.current().nextLong();
    private final Folding folding;
    private final boolean rootsMayClash;
    private final List<OpenFolder> open = new ArrayList<>();
    private int remembered;

    /** A folder that is not over, and the names in it. */
    private record OpenFolder(String name, NameHashes names) {}

    TreeRules(Folding folding, IfExists ifExists) {
        this.folding = folding;
        this.rootsMayClash = ifExists == IfExists.RENAME;
        open.add(new OpenFolder("", new NameHashes()));
    }

    void check(PlacedEntry entry) {
        String path = entry.entry().path();
        String[] names = entry.names();
        String last = names[names.length - 1];
        refuse(path, names.length > SafeName.MAX_DEPTH ? "is nested too deep" : problem(last));
        refuse(path, names.length == 1 ? SafeName.rootProblem(last) : null);
        refuse(path, leaveAllBut(names) ? null : "is in a folder that was not named before it");
        boolean fresh = open.get(names.length - 1).names().add(folding.hash(last, key));
        boolean mayClash = names.length == 1 && rootsMayClash;
        refuse(path, fresh || mayClash ? null : "is there twice, as this file system sees it");
        if (fresh && ++remembered > MOST_NAMES) {
            throw Faults.badName(path, "is one of more than " + MOST_NAMES + " in one folder");
        }
        if (entry.isFolder()) {
            open.add(new OpenFolder(last, new NameHashes()));
        }
    }

    private static void refuse(String path, @Nullable String problem) {
        if (problem != null) {
            throw Faults.badName(path, problem);
        }
    }

    private static @Nullable String problem(String name) {
        String problem = SafeName.problem(name);
        if (problem != null) {
            return problem;
        }
        try {
            Path path = Path.of(name);
            return path.isAbsolute() || path.getNameCount() != 1 ? "is no single name here" : null;
        } catch (InvalidPathException refused) {
            return "cannot be a name on this system or in its locale";
        }
    }

    /** Whether the folders above are the ones that are open; others are over. */
    private boolean leaveAllBut(String[] names) {
        if (open.size() < names.length) {
            return false;
        }
        while (open.size() > names.length) {
            remembered -= open.remove(open.size() - 1).names().size();
        }
        for (int i = 1; i < names.length; i++) {
            if (!open.get(i).name().equals(names[i - 1])) {
                return false;
            }
        }
        return true;
    }
}
