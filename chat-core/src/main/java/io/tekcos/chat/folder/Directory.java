package io.tekcos.chat.folder;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open directory, and what is done with names directly in it. No link is ever followed. One that was moved or replaced
 * meanwhile is not left for what has its name now.
 */
interface Directory extends Closeable {

    /** Opens one, itself named by a path whose links are followed; by handles if the platform has them. */
    @SuppressWarnings("StreamResourceLeak") // closed with the directory that wraps it, or right here
    static Directory of(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new HandleDirectory(secure);
        }
        stream.close();
        return PathDirectory.of(path.toRealPath());
    }

    /** Whether it is a folder, and not what leads to another one: a junction (Windows) says that it is a folder and something else. */
    static boolean isFolder(BasicFileAttributes found) {
        return found.isDirectory() && !found.isOther();
    }

    /** Opens one in it; what is none, or a link, is an error. */
    Directory open(Path name) throws IOException;

    /** Opens a file in it. */
    FileChannel openFile(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException;

    /** The view of what has the name, or of the directory itself. */
    BasicFileAttributeView view(@Nullable Path name) throws IOException;

    /** Moves something into another directory; a file there is replaced, as is an empty directory by another. */
    void move(Path name, Directory to, Path newName) throws IOException;

    void deleteFile(Path name) throws IOException;

    void deleteDirectory(Path name) throws IOException;

    /** What is in it; iterated once in the life of this object. */
    Iterable<Path> names();

    /** What has this name. */
    default @Nullable BasicFileAttributes find(Path name) throws IOException {
        try {
            return view(name).readAttributes();
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Opens one in it, if it is there. */
    default @Nullable Directory openIfThere(Path name) throws IOException {
        return find(name) == null ? null : open(name);
    }

    /** Makes a file for its owner, who may also run it if so wanted; others get what the process' mask leaves them. */
    default FileChannel openFile(Path name, Set<? extends OpenOption> options, boolean executable) throws IOException {
        boolean posix = name.getFileSystem().supportedFileAttributeViews().contains("posix");
        return executable && posix
                ? openFile(
                        name,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")))
                : openFile(name, options);
    }

    /** Sets when it, or something in it, was modified. */
    default void setModified(@Nullable Path name, FileTime time) throws IOException {
        view(name).setTimes(time, null, null);
    }

    /** Removes something with all that is in it; nothing there is no error. */
    default void deleteTree(Path name) throws IOException {
        BasicFileAttributes found = find(name);
        if (found == null) {
            return;
        }
        if (!isFolder(found)) {
            deleteFile(name);
            return;
        }
        try (Directory inner = open(name)) {
            inner.deleteAll(any -> true);
        }
        deleteDirectory(name);
    }

    /** Removes what is in it and has such a name. It may look into it only once, as {@link #names}. */
    default void deleteAll(Predicate<Path> which) throws IOException {
        try {
            for (Path each : names()) {
                if (which.test(each.getFileName())) {
                    deleteTree(each.getFileName());
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
    }

    /**
     * What was made, moved and removed in it survives a failure of the machine.
     *
     * @return false if the platform cannot say so
     */
    default boolean force() {
        try (FileChannel channel = openFile(Path.of("."), Set.of(StandardOpenOption.READ))) {
            channel.force(true);
            return true;
        } catch (IOException notOnThisPlatform) {
            return false;
        }
    }

    /** Whether the path leads to the directory that this object has open, as far as the platform can tell. */
    default boolean isStill(Path path) throws IOException {
        Object here = view(null).readAttributes().fileKey();
        BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        return isFolder(there) && (here == null || here.equals(there.fileKey()));
    }
}
