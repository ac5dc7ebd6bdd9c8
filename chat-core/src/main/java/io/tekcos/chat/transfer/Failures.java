package io.tekcos.chat.transfer;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.wire.Cancel;
import java.util.EnumSet;
import java.util.Set;

/** Says why a transfer has failed, and what to do about it. */
final class Failures {

    /** Their reasons name places on the disk of the side where it failed, which are not the peer's to know. */
    private static final Set<TransferFault> OF_A_DISK = EnumSet.of(
            TransferFault.NO_SPACE,
            TransferFault.STORAGE,
            TransferFault.BUSY,
            TransferFault.SOURCE_CHANGED,
            TransferFault.SOURCE_UNREADABLE);

    private Failures() {}

    /** What the peer is told of a failure: the fault, and the reason where that is for its ears. */
    static Cancel forPeer(Cancel word) {
        return OF_A_DISK.contains(word.fault())
                ? new Cancel(word.id(), word.fault(), withoutPlace(word.fault()))
                : word;
    }

    /** Of an offer that was taken the disk alone says BUSY. */
    private static String withoutPlace(TransferFault fault) {
        return fault == TransferFault.BUSY ? "the same is being received already: try again later" : "";
    }

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
