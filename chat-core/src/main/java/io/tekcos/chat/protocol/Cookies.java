package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Bytes32;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The cookies of HELO-OK. A cookie is computed from what it stands for, so the server remembers nothing of those it gave
 * away: HMAC, under a key of the server's own, of session id, generation, address, port and a 15-second epoch. It is valid in
 * its epoch and the next, as long as the session's generation lasts.
 */
public final class Cookies {

    private static final long EPOCH = TimeUnit.SECONDS.toNanos(15);
    private static final int LARGEST_ADDRESS = 16;

    private final Bytes32 key;

    /**
     * Creates the cookies of one server.
     *
     * @param key random, known to nobody else
     */
    public Cookies(Bytes32 key) {
        this.key = key;
    }

    Bytes32 issue(long id, int generation, InetSocketAddress address, long now) {
        return cookie(id, generation, address, epoch(now));
    }

    boolean isValid(Bytes32 cookie, long id, int generation, InetSocketAddress address, long now) {
        long epoch = epoch(now);
        return cookie.equals(cookie(id, generation, address, epoch))
                || cookie.equals(cookie(id, generation, address, epoch - 1));
    }

    private Bytes32 cookie(long id, int generation, InetSocketAddress address, long epoch) {
        byte[] ip = address.getAddress().getAddress();
        ByteBuffer data = ByteBuffer.allocate(2 * Long.BYTES + LARGEST_ADDRESS + 2 * Integer.BYTES);
        data.putLong(id)
                .putInt(generation)
                .putLong(epoch)
                .putInt(address.getPort())
                .put(ip);
        return Hmac.of(key, data.array());
    }

    private static long epoch(long now) {
        return Math.floorDiv(now, EPOCH);
    }
}
