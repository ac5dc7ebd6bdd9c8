package io.tekcos.chat.file;

import java.nio.file.Path;

/**
 * Where and how a receiver takes files.
 *
 * <p>Whatever a sender names, nothing is written outside the folder. Against somebody at this computer, who may change the folder while
 * files arrive, that holds on Linux only: where Java has no handles for folders (macOS, Windows), who swaps a folder for a link at the
 * right moment can have a file written where the link leads. Take a folder there in which nobody else may write.
 *
 * @param folder where they go, made if it is missing
 * @param ifExists what becomes of files that are there already
 * @param maxBytes how much one offer may hold; 1 or more
 */
public record ReceivePolicy(Path folder, IfExists ifExists, long maxBytes) {

    /**
     * Checks the bound.
     *
     * @param folder see the component
     * @param ifExists see the component
     * @param maxBytes see the component
     */
    public ReceivePolicy {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("An offer may hold " + maxBytes + " bytes: let it be 1 or more");
        }
    }

    /**
     * Takes everything, and renames what is there already.
     *
     * @param folder where files go
     * @return the policy
     */
    public static ReceivePolicy into(Path folder) {
        return new ReceivePolicy(folder, IfExists.RENAME, Long.MAX_VALUE);
    }

    /**
     * The same for files that are there already.
     *
     * @param other what becomes of them
     * @return the new policy
     */
    public ReceivePolicy withIfExists(IfExists other) {
        return new ReceivePolicy(folder, other, maxBytes);
    }

    /**
     * The same with another bound.
     *
     * @param bytes how much one offer may hold; 1 or more
     * @return the new policy
     */
    public ReceivePolicy withMaxBytes(long bytes) {
        return new ReceivePolicy(folder, ifExists, bytes);
    }
}
