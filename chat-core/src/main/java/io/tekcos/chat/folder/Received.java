package io.tekcos.chat.folder;

import io.tekcos.chat.wire.Bytes32;
import java.nio.file.Path;
import java.util.List;

/**
 * All that was wanted has its name.
 *
 * @param paths where the files and folders that were named are; not those inside folders, nor files that were skipped
 * @param digest the SHA-256 of the digests of the chunks that were wanted, in order
 * @param durable whether the system has said that a failure of the machine does not undo it
 * @param skipped how many files were there already, and stayed
 */
public record Received(List<Path> paths, Bytes32 digest, boolean durable, long skipped) {

    /** Keeps a list that nobody changes. */
    public Received {
        paths = List.copyOf(paths);
    }
}
