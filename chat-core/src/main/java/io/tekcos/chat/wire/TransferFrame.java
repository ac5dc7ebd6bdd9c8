package io.tekcos.chat.wire;

import io.tekcos.chat.model.TransferId;

/** What the two ends of a transfer of files say to one another on the session's stream, in turn with the texts. */
public sealed interface TransferFrame extends Frame permits Offer, Accept, Pause, Proceed, Cancel, Done {

    /** Which offer of which transfer. */
    OfferId id();

    /** Which transfer. */
    default TransferId transfer() {
        return id().transfer();
    }
}
