package io.tekcos.chat.folder;

import java.io.IOException;

/** Files could not be forced to the disk. The system says so once: what was not forced may read right, and be lost all the same. */
final class NotForcedException extends IOException {

    private static final long serialVersionUID = 1;

    NotForcedException(IOException failed) {
        super(failed.getMessage(), failed);
    }
}
