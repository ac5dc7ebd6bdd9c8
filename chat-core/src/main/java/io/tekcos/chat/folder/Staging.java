package io.tekcos.chat.folder;

import io.tekcos.chat.model.TransferId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** The hidden folder of one transfer, for its owner alone, inside the folder where the files go. */
final class Staging implements Closeable {

    static final String PREFIX = ".tekcos-";
    static final Path JOURNAL = Path.of("journal");
    static final Path LOCK = Path.of("journal.lock");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Directory downloads;
    private final Directory here;

    private Staging(Path path, Directory downloads, Directory here) {
        this.path = path;
        this.downloads = downloads;
        this.here = here;
    }

    /**
     * Opens it, and makes it if it is missing; {@code downloads}, open at this real path, is closed with it, and if this fails.
     */
    static Staging open(Directory downloads, Path real, TransferId id) throws IOException {
        Path path = real.resolve(PREFIX + id);
        Directory here = null;
        try {
            makeIfMissing(path);
            here = downloads.open(path.getFileName());
            checkIsOurs(path, here);
            return new Staging(path, downloads, here);
        } catch (IOException | RuntimeException failed) {
            try (downloads) {
                if (here != null) {
                    here.close();
                }
            }
            throw failed;
        }
    }

    private static void makeIfMissing(Path path) throws IOException {
        try {
            Files.createDirectory(path, ownerOnly(path));
        } catch (FileAlreadyExistsException goOn) {
            // with what it holds
        }
    }

    private static void checkIsOurs(Path path, Directory here) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!here.isStill(path)
                || (posix != null
                        && !OWNER_ONLY.containsAll(posix.readAttributes().permissions()))) {
            throw new FileSystemException(path.toString(), null, "was not made by this program: remove it");
        }
    }

    Directory downloads() {
        return downloads;
    }

    Directory here() {
        return here;
    }

    Path path() {
        return path;
    }

    /** One in it. */
    Directory folder(String name) throws IOException {
        return openOrMake(here, Path.of(name));
    }

    /** Opens a directory, here or in the downloads, and makes it if it is missing. */
    Directory openOrMake(Directory in, Path name) throws IOException {
        Directory there = in.openIfThere(name);
        if (there != null) {
            return there;
        }
        make(in, name);
        return in.open(name);
    }

    /**
     * There is no way to make a directory in one that is known by a handle. So it is made by its path, under a name that nobody
     * expects, and moved. Who swaps the hidden folder between the look and the step gets an empty directory of that name
     * elsewhere, and nothing else.
     */
    private void make(Directory in, Path name) throws IOException {
        if (!here.isStill(path)) {
            throw new NotDirectoryException(path + " was replaced");
        }
        Path fresh = path.resolve("new-" + UUID.randomUUID());
        Files.createDirectory(fresh);
        here.move(fresh.getFileName(), in, name);
    }

    /**
     * Removes it with all that is in it. First goes what says what is there, for after a crash in the midst of this less is
     * there; last the lock, so that nobody begins anew meanwhile.
     */
    void delete() throws IOException {
        here.deleteTree(JOURNAL);
        here.deleteAll(name -> !name.equals(LOCK));
        here.deleteTree(LOCK);
        try {
            downloads.deleteDirectory(path.getFileName());
        } catch (DirectoryNotEmptyException begunAnew) {
            // by another, who had waited for the lock
        }
    }

    @Override
    public void close() throws IOException {
        try (downloads) {
            here.close();
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
