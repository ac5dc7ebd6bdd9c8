package io.tekcos.chat.cli;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferProgress;

/**
 * A transfer as it is told of.
 *
 * @param incoming whether we receive it
 * @param peer who is at the other end, by name
 * @param files what was offered
 * @param progress how far it has come
 */
record Underway(boolean incoming, String peer, OfferedFiles files, TransferProgress progress) {

    /** Such as {@code notes.txt from ann}, fit for a terminal. */
    String describe() {
        return Printable.escape(files.name()) + (incoming ? " from " : " to ") + Printable.escape(peer);
    }
}
