package io.tekcos.chat.testing;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What Windows says of a folder, or of a junction, which is something else as well. */
public record FolderAttributes(boolean isOther) implements BasicFileAttributes {

    private static final FileTime TIME = FileTime.fromMillis(0);

    @Override
    public boolean isDirectory() {
        return true;
    }

    @Override
    public boolean isRegularFile() {
        return false;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public Object fileKey() {
        return "none";
    }

    @Override
    public FileTime creationTime() {
        return TIME;
    }

    @Override
    public FileTime lastAccessTime() {
        return TIME;
    }

    @Override
    public FileTime lastModifiedTime() {
        return TIME;
    }
}
