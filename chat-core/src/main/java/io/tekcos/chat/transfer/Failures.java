package io.tekcos.chat.transfer;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferEnd;

/** Says why a transfer has failed, and what to do about it. */
final class Failures {

    private Failures() {}

    static TransferException of(TransferEnd how, TransferFault fault) {
        String what = how.reason().isEmpty() ? plain(fault) : how.reason();
        return new TransferException(fault, how.byPeer() ? "The peer says: " + what : what);
    }

    private static String plain(TransferFault fault) {
        return switch (fault) {
            case CANCELLED -> "it was cancelled";
            case DECLINED -> "it is not wanted";
            case TOO_LARGE -> "it is larger than is taken there";
            case NO_SPACE -> "there is no room for it on the disk: free some, and send it again";
            case STORAGE -> "the disk cannot be read or written there";
            case BAD_NAME -> "a name in it cannot be a file's name there";
            case EXISTS -> "there is a file of that name already";
            case SOURCE_CHANGED -> "what is sent has changed meanwhile: send it again";
            case SOURCE_UNREADABLE -> "what is sent cannot be read";
            case CORRUPT -> "what arrives is not what was sent, again and again";
            case BROKEN_RULES -> "the protocol was not followed";
            case BUSY -> "too many transfers are under way: try again later";
            case UNKNOWN -> "nobody there knows of it: send it again";
            case SESSION_ENDED -> "the session has ended: send it again in another, and it goes on where it was";
            case UNRECOGNISED -> "for a reason that this version does not know";
        };
    }
}
