package io.tekcos.chat.testing.disk;

/** What changes a disk, and so can fail, or be where everything ends. */
public enum Operation {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    MOVE,
    DELETE,
    FORCE_DIRECTORY
}
