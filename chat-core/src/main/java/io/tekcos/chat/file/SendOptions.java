package io.tekcos.chat.file;

/**
 * How files are sent.
 *
 * @param bytesPerSecond the most that is sent in a second, on average; 1 or more, {@link Long#MAX_VALUE} for no limit
 * @param key by which the same files sent again are known as the same
 */
public record SendOptions(long bytesPerSecond, SenderKey key) {

    /** As fast as network and disks are, with the {@linkplain SenderKey#OF_THIS_PROCESS key of this process}. */
    public static final SendOptions DEFAULT = new SendOptions(Long.MAX_VALUE, SenderKey.OF_THIS_PROCESS);

    /**
     * Checks the bound.
     *
     * @param bytesPerSecond see the component
     * @param key see the component
     */
    public SendOptions {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("A rate of " + bytesPerSecond + " bytes a second: let it be 1 or more");
        }
    }

    /**
     * The same with a limit.
     *
     * @param rate bytes a second; 1 or more
     * @return the new options
     */
    public SendOptions withBytesPerSecond(long rate) {
        return new SendOptions(rate, key);
    }

    /**
     * The same with another key.
     *
     * @param newKey one that is kept, so that a transfer goes on although its sender was started again
     * @return the new options
     */
    public SendOptions withKey(SenderKey newKey) {
        return new SendOptions(bytesPerSecond, newKey);
    }
}
