package io.tekcos.chat.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real one, with something that happens before each step. */
final class HookedDirectory implements Directory {

    private final Directory real;
    private final Hook hook;

    /** What happens: the step fails, or somebody else does something. */
    @FunctionalInterface
    interface Hook {
        void before(String step, @Nullable Path name) throws IOException;

        /** A file is open. */
        default void opened(FileChannel file) throws IOException {}
    }

    HookedDirectory(Directory real, Hook hook) {
        this.real = real;
        this.hook = hook;
    }

    static Downloads.Opener opener(Hook hook) {
        return opener(Directory::of, hook);
    }

    static Downloads.Opener opener(Downloads.Opener real, Hook hook) {
        return path -> new HookedDirectory(real.open(path), hook);
    }

    @Override
    public Directory open(Path name) throws IOException {
        hook.before("open", name);
        return new HookedDirectory(real.open(name), hook);
    }

    @Override
    public FileChannel openFile(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        hook.before("openFile", name);
        FileChannel file = real.openFile(name, options, attributes);
        hook.opened(file);
        return file;
    }

    @Override
    public BasicFileAttributeView view(@Nullable Path name) throws IOException {
        hook.before("view", name);
        return real.view(name);
    }

    @Override
    public void move(Path name, Directory to, Path newName) throws IOException {
        hook.before("move", newName);
        real.move(name, ((HookedDirectory) to).real, newName);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        hook.before("delete", name);
        real.deleteFile(name);
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        hook.before("delete", name);
        real.deleteDirectory(name);
    }

    @Override
    public Iterable<Path> names() {
        return real.names();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
