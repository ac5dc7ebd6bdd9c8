package io.tekcos.chat.protocol;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Done;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer came to its end.
 *
 * @param done what the receiver said; null if it failed
 * @param fault why it failed; null if it is done
 * @param reason for a person; may be empty
 * @param byPeer whether it was the peer who ended it
 */
public record TransferEnd(@Nullable Done done, @Nullable TransferFault fault, String reason, boolean byPeer) {

    static TransferEnd done(Done done, boolean byPeer) {
        return new TransferEnd(done, null, "", byPeer);
    }

    static TransferEnd failed(TransferFault fault, String reason, boolean byPeer) {
        return new TransferEnd(null, fault, reason, byPeer);
    }
}
