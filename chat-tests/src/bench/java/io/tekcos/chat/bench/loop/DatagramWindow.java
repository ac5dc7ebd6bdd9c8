package io.tekcos.chat.bench.loop;

/**
 * How many small datagrams may be on their way so that none overruns the receiver's socket buffer: an overrun is the
 * kernel's loss and says nothing about a library. The kernel charges a datagram of 64 bytes about 800 bytes.
 */
public final class DatagramWindow {

    /** The socket buffer to ask for; the kernel may grant less. */
    public static final int RECEIVE_BUFFER = 4 << 20;

    private static final int MOST = 2048;
    private static final int BYTES_EACH = 2048;

    private DatagramWindow() {}

    /** The window for a socket that was granted {@code receiveBuffer} bytes. */
    public static long within(int receiveBuffer) {
        return Math.max(1, Math.min(MOST, receiveBuffer / BYTES_EACH));
    }
}
