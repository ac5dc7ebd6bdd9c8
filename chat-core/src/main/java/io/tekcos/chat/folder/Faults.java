package io.tekcos.chat.folder;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Why files cannot be received, and what to do about it. */
final class Faults {

    private Faults() {}

    static TransferException badName(String path, String problem) {
        return new TransferException(
                TransferFault.BAD_NAME,
                "The name \"" + Shown.name(path) + "\" " + problem + ": let the sender rename it, and send again");
    }

    static TransferException brokenRules(String what) {
        return new TransferException(
                TransferFault.BROKEN_RULES, "The sender " + what + ": let both use the same version, and send again");
    }

    static TransferException corruptManifest() {
        return new TransferException(
                TransferFault.CORRUPT, "The list of the files is not the one that was offered: send again");
    }

    static TransferException tooLarge(long bytes, long most) {
        return new TransferException(
                TransferFault.TOO_LARGE,
                "The offer has " + bytes + " bytes, and at most " + most
                        + " are taken: send less, or let the receiver allow more");
    }

    static TransferException noSpace(Path folder, long needed, long free) {
        return new TransferException(
                TransferFault.NO_SPACE,
                String.format(
                        Locale.ROOT,
                        "%s has %,d bytes of free space, and it takes %,d: make room, and send again; what has arrived is kept",
                        folder,
                        free,
                        needed));
    }

    static TransferException exists(String path) {
        return new TransferException(
                TransferFault.EXISTS,
                "\"" + Shown.name(path)
                        + "\" is there already, and is kept: rename one of the two, or allow another name");
    }

    static TransferException inUse(Path folder) {
        return new TransferException(
                TransferFault.BUSY,
                "The same files are being received into " + folder + " already: wait for them, or use another folder");
    }

    static DamagedException damaged(String path) {
        return new DamagedException("\"" + Shown.name(path)
                + "\" was changed by somebody else before it was whole: send again, it starts over");
    }

    static TransferException worthless(DamagedException damaged) {
        return new TransferException(TransferFault.STORAGE, String.valueOf(damaged.getMessage()), damaged);
    }

    /** Whether the disk is full is in the words of the system only; if they are unknown, the fault is a broader one. */
    static TransferException storage(Path folder, IOException failed) {
        String said = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = said.contains("no space left") || said.contains("not enough space") || said.contains("quota");
        return full
                ? new TransferException(
                        TransferFault.NO_SPACE,
                        folder + " is full: make room, and send again; what has arrived is kept",
                        failed)
                : new TransferException(
                        TransferFault.STORAGE,
                        folder + " cannot be used (" + Shown.reason(failed)
                                + "): allow reading and writing it, and send again",
                        failed);
    }

    static TransferException journal(Path folder, JournalException failed) {
        if (failed.reason() == JournalException.Reason.IN_USE) {
            return inUse(folder);
        }
        return failed.getCause() instanceof IOException cause
                ? storage(folder, cause)
                : new TransferException(TransferFault.STORAGE, String.valueOf(failed.getMessage()), failed);
    }
}
