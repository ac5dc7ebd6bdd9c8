package io.tekcos.chat.folder;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One that the system knows by a handle ({@code openat}, {@code renameat}): nobody can swap what is behind it. */
final class HandleDirectory implements Directory {

    private final SecureDirectoryStream<Path> handle;

    HandleDirectory(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    @Override
    public Directory open(Path name) throws IOException {
        return new HandleDirectory(handle.newDirectoryStream(name, NOFOLLOW_LINKS));
    }

    @Override
    public FileChannel openFile(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> unfollowed = new HashSet<>(options);
        unfollowed.add(NOFOLLOW_LINKS);
        return (FileChannel) handle.newByteChannel(name, unfollowed, attributes);
    }

    @Override
    public BasicFileAttributeView view(@Nullable Path name) {
        return name == null
                ? handle.getFileAttributeView(BasicFileAttributeView.class)
                : handle.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void move(Path name, Directory to, Path newName) throws IOException {
        handle.move(name, ((HandleDirectory) to).handle, newName);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        handle.deleteFile(name);
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        handle.deleteDirectory(name);
    }

    @Override
    public Iterable<Path> names() {
        return handle;
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
