package io.tekcos.chat.wire;

/** The versions of the protocol that this library speaks. */
public final class ProtocolVersion {

    public static final int OLDEST = 1;
    public static final int NEWEST = 1;

    private ProtocolVersion() {}

    public static boolean isSpoken(int version) {
        return version >= OLDEST && version <= NEWEST;
    }

    /** Whether a range of versions holds one of ours. */
    static boolean isAnySpoken(int oldest, int newest) {
        return newest >= OLDEST && oldest <= NEWEST;
    }
}
