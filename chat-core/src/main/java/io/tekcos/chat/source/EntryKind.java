package io.tekcos.chat.source;

/** What an entry of a manifest is. */
enum EntryKind {
    FILE(1),
    FOLDER(2);

    private final int code;

    EntryKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
