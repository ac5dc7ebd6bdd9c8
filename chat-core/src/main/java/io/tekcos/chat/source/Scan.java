package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestEntry.Kind;
import io.tekcos.chat.wire.Shown;
import io.tekcos.chat.wire.Utf8;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the manifest of what was named. In memory are the names of one folder and of those that it lies in, sorted; not the
 * tree.
 */
final class Scan {

    private final Spool spool;
    private final Class<? extends BasicFileAttributes> kind;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final Path root;
    private long leftOut;

    private Scan(Spool spool, Path root) {
        this.spool = spool;
        this.root = root;
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.kind = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
    }

    /** How many links and special files of all roots were left out. */
    static long run(Roots roots, Spool spool) {
        long leftOut = 0;
        for (var root : roots.byName().entrySet()) {
            Scan scan = new Scan(spool, root.getValue());
            scan.add(root.getValue(), root.getKey());
            scan.addFolders();
            leftOut += scan.leftOut;
        }
        spool.end();
        return leftOut;
    }

    private void addFolders() {
        while (!folders.isEmpty()) {
            Folder folder = folders.getLast();
            if (folder.names.hasNext()) {
                String name = new String(folder.names.next(), UTF_8);
                add(folder.path.resolve(name), folder.inManifest + "/" + name);
            } else {
                folders.removeLast();
            }
        }
    }

    private void add(Path path, String inManifest) {
        BasicFileAttributes attributes = attributes(path);
        Path real = attributes.isSymbolicLink() ? targetInside(path) : path;
        if (real == null) {
            leftOut++;
        } else if (isFolder(attributes)) {
            addFolder(path, inManifest, attributes);
        } else {
            addFile(real, inManifest, real.equals(path) ? attributes : attributes(real));
        }
    }

    private void addFolder(Path path, String inManifest, BasicFileAttributes attributes) {
        requireFits(path, inManifest);
        spool.add(new ManifestEntry(Kind.FOLDER, false, OpenFile.nanos(attributes), 0, inManifest));
        folders.addLast(new Folder(path, inManifest, names(path)));
    }

    private void addFile(Path path, String inManifest, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            if (!Files.isReadable(path)) {
                throw Faults.unreadable(path, "cannot be read: permission denied; nothing was sent");
            }
            long modified = OpenFile.nanos(attributes);
            requireFits(path, inManifest);
            spool.add(new ManifestEntry(Kind.FILE, isExecutable(attributes), modified, attributes.size(), inManifest));
        } else if (path.equals(root)) {
            throw Faults.unreadable(path, "is neither a file nor a folder; name one");
        } else {
            leftOut++;
        }
    }

    /** A junction (Windows) says that it is a folder and something else: it leads to another, perhaps one that it is in. */
    static boolean isFolder(BasicFileAttributes attributes) {
        return attributes.isDirectory() && !attributes.isOther();
    }

    /** Where a link leads, if that is in the tree and there. */
    private @Nullable Path targetInside(Path link) {
        try {
            Path target = link.toRealPath();
            return target.startsWith(root) ? target : null;
        } catch (IOException dangling) {
            return null;
        }
    }

    private BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failed) {
            throw Faults.unreadable(path, failed);
        }
    }

    private static Iterator<byte[]> names(Path folder) {
        List<byte[]> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                names.add(SegmentNames.of(child).getBytes(UTF_8));
            }
        } catch (DirectoryIteratorException failed) {
            throw Faults.unreadable(folder, Objects.requireNonNull(failed.getCause()));
        } catch (IOException failed) {
            throw Faults.unreadable(folder, failed);
        }
        names.sort(Arrays::compareUnsigned);
        return names.iterator();
    }

    private static void requireFits(Path path, String inManifest) {
        int size = Utf8.size(inManifest);
        if (size > ManifestEntry.MAX_PATH_BYTES) {
            String problem = "has " + size + " bytes with its folders, more than " + ManifestEntry.MAX_PATH_BYTES;
            throw Faults.badName(Shown.text(path.toString()), problem);
        }
    }

    private static boolean isExecutable(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private record Folder(Path path, String inManifest, Iterator<byte[]> names) {}
}
