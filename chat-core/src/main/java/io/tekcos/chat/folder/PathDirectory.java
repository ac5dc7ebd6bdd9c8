package io.tekcos.chat.folder;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One that is known by its path, where the platform has no handles for them (macOS, Windows). Before each step it is looked whether
 * it, and each above it, is still the directory it was and no link; between that look and the step somebody with rights in
 * the folder could still swap it.
 */
final class PathDirectory implements Directory {

    private final Path path;
    private final @Nullable PathDirectory above;
    private final @Nullable Object key;

    private PathDirectory(Path path, @Nullable PathDirectory above) throws IOException {
        this.path = path;
        this.above = above;
        this.key = attributes().fileKey();
    }

    static PathDirectory of(Path path) throws IOException {
        return new PathDirectory(path, null);
    }

    @Override
    public Directory open(Path name) throws IOException {
        return new PathDirectory(checked(name), this);
    }

    @Override
    public FileChannel openFile(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> unfollowed = new HashSet<>(options);
        unfollowed.add(NOFOLLOW_LINKS);
        return FileChannel.open(checked(name), unfollowed, attributes);
    }

    @Override
    public BasicFileAttributeView view(@Nullable Path name) throws IOException {
        Path of = name == null ? path : checked(name);
        return Files.getFileAttributeView(of, BasicFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void move(Path name, Directory to, Path newName) throws IOException {
        Files.move(checked(name), ((PathDirectory) to).checked(newName), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        Files.delete(checked(name));
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        Files.delete(checked(name));
    }

    @Override
    public Iterable<Path> names() {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(names::add);
        } catch (IOException nothingToSee) {
            // and what is done with the directory next says why
        }
        return names;
    }

    @Override
    public void close() {}

    private Path checked(Path name) throws IOException {
        check();
        return path.resolve(name.toString());
    }

    private void check() throws IOException {
        if (above != null) {
            above.check();
        }
        if (!Objects.equals(attributes().fileKey(), key)) {
            throw new NotDirectoryException(path + " was replaced");
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!Directory.isFolder(found)) {
            throw new NotDirectoryException(path.toString());
        }
        return found;
    }
}
