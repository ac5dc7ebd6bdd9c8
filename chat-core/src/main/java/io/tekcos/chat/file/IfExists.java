package io.tekcos.chat.file;

/** What becomes of a file that is received where another of the same name is. */
public enum IfExists {
    /** The new one gets another name: {@code name (1).txt}. A folder that is sent as a whole gets another name as a whole. */
    RENAME,
    /** The old one stays, and the new one is not even fetched; what a folder holds besides is added to it. */
    SKIP,
    /** The new one takes the place of the old. */
    OVERWRITE,
    /** The new one takes the place of the old if it was modified later; else the old one stays. */
    NEWER
}
