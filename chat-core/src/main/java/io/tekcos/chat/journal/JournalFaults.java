package io.tekcos.chat.journal;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.JournalException.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** Why a journal cannot be used, and what to do about it. */
final class JournalFaults {

    private JournalFaults() {}

    static JournalException inUse(Path path) {
        return new JournalException(
                Reason.IN_USE,
                path + " is in use by another process or another session: end that one, or use another directory",
                null);
    }

    static JournalException corrupt(Path path, long place, long goodRecords) {
        return new JournalException(
                Reason.CORRUPT,
                path + " is damaged at byte " + place + "; the " + goodRecords
                        + " records before it are good. It was left as it is: put a good copy in its place, or move it"
                        + " away to begin without what it holds",
                null);
    }

    static JournalException newerVersion(Path path, int version, int known) {
        return new JournalException(
                Reason.NEWER_VERSION,
                path + " has format " + version + ", of a newer version of this program, which reads " + known
                        + ": use that version, or move the file away to begin without what it holds",
                null);
    }

    static JournalException notAJournal(Path path) {
        return new JournalException(
                Reason.NOT_A_JOURNAL, path + " is not the journal that belongs there: move it away", null);
    }

    static JournalException storage(Path path, IOException failed) {
        return new JournalException(
                Reason.STORAGE,
                path + " cannot be used (" + failed + "): make room, or allow reading and writing it, and try again",
                failed);
    }

    static JournalException closed(Path path) {
        return new JournalException(
                Reason.STORAGE, path + " is closed, or was given up after an error of the disk: open it again", null);
    }
}
