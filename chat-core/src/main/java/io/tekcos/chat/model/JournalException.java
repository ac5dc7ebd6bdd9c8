package io.tekcos.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * The file that outlives the process could not be opened, read or written. The message names the file and says what to do;
 * what stands in the file before the fault is kept.
 */
public final class JournalException extends ChatException {

    private static final long serialVersionUID = 1;

    /** Why. */
    private final Reason reason;

    /**
     * Creates one.
     *
     * @param reason why
     * @param message which file, and what to do about it
     * @param cause what the system said
     */
    public JournalException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why the file could not be used.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** Why the file could not be used. */
    public enum Reason {
        /** Another process, or another session of this one, has it open. */
        IN_USE,
        /** A record in the middle of it is damaged. It was left as it is. */
        CORRUPT,
        /** A newer version of the library wrote it. It was left as it is. */
        NEWER_VERSION,
        /** It is something else than the journal that belongs there. It was left as it is. */
        NOT_A_JOURNAL,
        /**
         * The system could not open, read or write it: there is no room, no permission, or a broken disk. What was to be
         * kept is not kept, and does not count.
         */
        STORAGE
    }
}
