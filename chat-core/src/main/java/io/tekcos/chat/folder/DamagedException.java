package io.tekcos.chat.folder;

import java.io.IOException;

/** What the disk has of a transfer is not what was written there: it is worthless, and the transfer starts over. */
final class DamagedException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
