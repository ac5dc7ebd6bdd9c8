package io.tekcos.chat.source;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Shown;
import java.io.IOException;
import java.nio.file.Path;

/** What a sender is told when something cannot be sent. */
final class Faults {

    private Faults() {}

    static TransferException unreadable(Path path, IOException cause) {
        String message =
                Shown.text(path.toString()) + " cannot be read: " + Shown.reason(cause) + "; nothing was sent of it";
        return new TransferException(TransferFault.SOURCE_UNREADABLE, message, cause);
    }

    static TransferException unreadable(Path path, String why) {
        return new TransferException(TransferFault.SOURCE_UNREADABLE, Shown.text(path.toString()) + " " + why);
    }

    static TransferException changed(Path path, String how) {
        String message = Shown.text(path.toString()) + " " + how + " since it was offered; offer it again";
        return new TransferException(TransferFault.SOURCE_CHANGED, message);
    }

    static TransferException badName(String shown, String problem) {
        String message = "\"" + shown + "\" cannot be sent: the name " + problem + "; rename it";
        return new TransferException(TransferFault.BAD_NAME, message);
    }

    static TransferException tooLarge(String what) {
        return new TransferException(TransferFault.TOO_LARGE, what + "; send it in parts");
    }

    /** The sender's own temporary file failed, not what it sends. */
    static TransferException spool(IOException cause) {
        String message = "A temporary file in " + System.getProperty("java.io.tmpdir") + " failed: "
                + Shown.reason(cause) + "; make room there, or name another place with -Djava.io.tmpdir";
        return new TransferException(TransferFault.STORAGE, message, cause);
    }
}
