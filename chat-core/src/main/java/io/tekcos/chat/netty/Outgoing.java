package io.tekcos.chat.netty;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Utf8;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text that a session is to send.
 *
 * @param from the member of a room who wrote it, 0 for this side
 * @param bytes its size in UTF-8
 * @param shared its encoded form if others are sent it too; it is encoded straight into the log if not
 * @param receipt who awaits its fate; nobody does that of what somebody else wrote
 */
record Outgoing(
        long id,
        int from,
        String text,
        int bytes,
        @Nullable SharedText shared,
        @Nullable ReceiptFuture receipt) {

    /** The text's {@link Utf8#size}; of one that has more characters than may be sent at all, their number does. */
    static int sizeOf(String text) {
        return text.length() > Limits.MAX_TEXT_BYTES ? text.length() : Utf8.size(text);
    }

    /** A text of this session alone. */
    static Outgoing own(String text, int bytes, ReceiptFuture receipt) {
        return new Outgoing(receipt.id(), 0, text, bytes, null, receipt);
    }

    /** A text that others are sent too. */
    static Outgoing shared(SharedText text, @Nullable ReceiptFuture receipt) {
        return new Outgoing(text.id(), text.from(), text.text(), text.bytes(), text, receipt);
    }

    /** Appends it to the session's log. */
    long appendTo(Outbound<ReceiptFuture> log, boolean both) {
        return shared == null
                ? log.append(id, from, text, bytes, both, Objects.requireNonNull(receipt))
                : log.append(shared.frame(both), true, receipt);
    }
}
