package io.tekcos.chat.file;

/**
 * How files are sent.
 *
 * @param bytesPerSecond the most that is sent in a second, on average; 1 or more, {@link Long#MAX_VALUE} for no limit
 */
public record SendOptions(long bytesPerSecond) {

    /** As fast as network and disks are. */
    public static final SendOptions DEFAULT = new SendOptions(Long.MAX_VALUE);

    /**
     * Checks the bound.
     *
     * @param bytesPerSecond see the component
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
        return new SendOptions(rate);
    }
}
