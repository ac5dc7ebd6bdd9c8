package io.tekcos.chat.folder;

import io.tekcos.chat.model.TransferId;
import java.io.Closeable;
import java.io.IOException;
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

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Directory downloads;
    private final Directory here;

    private Staging(Path path, Directory downloads, Directory here) {
        this.path = path;
        this.downloads = downloads;
        this.here = here;
    }

    /** Opens it, and makes it if it is missing; {@code downloads}, open at this real path, is closed with it. */
    static Staging open(Directory downloads, Path real, TransferId id) throws IOException {
        Path path = real.resolve(PREFIX + id);
        try {
            Files.createDirectory(path, ownerOnly(path));
        } catch (FileAlreadyExistsException goOn) {
            // with what it holds
        }
        Directory here = downloads.open(path.getFileName());
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!here.isStill(path)
                || (posix != null
                        && !OWNER_ONLY.containsAll(posix.readAttributes().permissions()))) {
            here.close();
            throw new FileSystemException(path.toString(), null, "was not made by this program: remove it");
        }
        return new Staging(path, downloads, here);
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
     * expects, and moved.
     */
    private void make(Directory in, Path name) throws IOException {
        if (!here.isStill(path)) {
            throw new NotDirectoryException(path + " was replaced");
        }
        Path fresh = path.resolve("new-" + UUID.randomUUID());
        Files.createDirectory(fresh);
        here.move(fresh.getFileName(), in, name);
    }

    /** Removes it with all that is in it. */
    void delete() throws IOException {
        downloads.deleteTree(path.getFileName());
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
