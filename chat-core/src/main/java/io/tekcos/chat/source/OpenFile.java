package io.tekcos.chat.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A file of the manifest, open for reading. */
final class OpenFile implements Closeable {

    private final Path path;
    private final FileChannel channel;
    private final BasicFileAttributes attributes;

    private OpenFile(Path path, FileChannel channel, BasicFileAttributes attributes) {
        this.path = path;
        this.channel = channel;
        this.attributes = attributes;
    }

    /** Opens it if it still is what the manifest says. */
    static OpenFile open(Path path, long size, long modified) {
        BasicFileAttributes attributes = attributes(path);
        if (!attributes.isRegularFile()) {
            throw Faults.changed(path, "is no file any more");
        }
        if (attributes.size() != size || nanos(attributes) != modified) {
            throw Faults.changed(path, "has changed");
        }
        return new OpenFile(path, channel(path), attributes);
    }

    static long nanos(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** Fails if another file has its name by now, or it has changed. */
    void requireUnchanged() {
        BasicFileAttributes now = attributes(path);
        if (now.size() != attributes.size()
                || !now.lastModifiedTime().equals(attributes.lastModifiedTime())
                || !Objects.equals(now.fileKey(), attributes.fileKey())) {
            throw Faults.changed(path, "has changed");
        }
    }

    void read(long position, ByteBuffer into) {
        try {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw Faults.changed(path, "was cut short");
                }
                at += count;
            }
        } catch (IOException failed) {
            throw Faults.unreadable(path, failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw Faults.unreadable(path, failed);
        }
    }

    private static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            throw Faults.changed(path, "was removed");
        } catch (IOException failed) {
            throw Faults.unreadable(path, failed);
        }
    }

    private static FileChannel channel(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException gone) {
            throw Faults.changed(path, "was removed");
        } catch (IOException failed) {
            throw Faults.unreadable(path, failed);
        }
    }
}
