package io.tekcos.chat.file;

import java.nio.file.Path;
import java.util.List;

/**
 * A transfer that came to its end: every file is whole, checked, and has its name.
 *
 * @param offered what was sent
 * @param digest the SHA-256 of the SHA-256 of each chunk of 1 MiB that was wanted, in order, as 64 hexadecimal digits; the
 *     same at both ends
 * @param paths where the files and folders that were named are: the sender's, or the receiver's; not those inside folders, nor
 *     those that were skipped
 * @param bytesMoved how much of the content this transfer has moved; the rest was there before, or was not wanted
 * @param durable whether the receiver's system has said that a failure of the machine does not undo it
 */
public record TransferResult(OfferedFiles offered, String digest, List<Path> paths, long bytesMoved, boolean durable) {

    /**
     * Keeps a list that nobody changes.
     *
     * @param offered see the component
     * @param digest see the component
     * @param paths see the component
     * @param bytesMoved see the component
     * @param durable see the component
     */
    public TransferResult {
        paths = List.copyOf(paths);
    }
}
