package io.tekcos.chat.bench.chat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionId;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that come by a thousand a second, if the machine can: one says nothing and stays for a while, one talks garbage, one
 * wants to resume a session that never was, one somebody else's; and again.
 */
final class Flood {

    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1) / 1_000;
    private static final int SILENT_AT_ONCE = 32;
    private static final int RESUME = 0x03;
    private static final int RESUME_BYTES = 92; // without magic and version
    private static final int PROTOCOL_BYTES = 6;
    private static final int KINDS = 4;

    private final ChatServer server;
    private final SessionId victim;
    private final ServerCounters before;
    private final FutureTask<Void> work = new FutureTask<>(this::run);
    private final Queue<Socket> silent = new ArrayDeque<>();
    private volatile boolean over;
    private long rounds;

    /** One that wants a session that is not its own. */
    Flood(ChatServer server, SessionId victim) {
        this.server = server;
        this.victim = victim;
        before = server.counters();
        new Thread(work, "flood").start();
    }

    /** Ends it, and returns how many connections there were; throws unless the server has counted just these. */
    long end() throws Exception {
        over = true;
        work.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        Patience.await(() -> vanished() == 2 * rounds, "the server to count who has gone: " + server.counters());
        ServerCounters after = server.counters();
        requireCounted(refused(after, RefusalCode.UNKNOWN) - refused(before, RefusalCode.UNKNOWN));
        requireCounted(refused(after, RefusalCode.UNPROVEN) - refused(before, RefusalCode.UNPROVEN));
        requireCounted(strangers(after) - strangers(before));
        return KINDS * rounds;
    }

    private Void run() throws IOException {
        for (long next = System.nanoTime(); !over; next += KINDS * PACE_NANOS) {
            LockSupport.parkNanos(next - System.nanoTime());
            stay();
            talkGarbage();
            resume(
                    ThreadLocalRandom.current().nextLong(),
                    ThreadLocalRandom.current().nextLong());
            resume(victim.high(), victim.low());
            rounds++;
        }
        while (!silent.isEmpty()) {
            silent.remove().close();
        }
        return null;
    }

    private void stay() throws IOException {
        Socket socket = connect();
        readFrame(socket);
        silent.add(socket);
        if (silent.size() > SILENT_AT_ONCE) {
            silent.remove().close();
        }
    }

    private void talkGarbage() throws IOException {
        try (Socket socket = connect()) {
            readFrame(socket);
            byte[] garbage = new byte[RESUME_BYTES];
            Arrays.fill(garbage, (byte) 0x9a);
            socket.getOutputStream().write(garbage);
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // is an answer too
        }
    }

    /** Whoever asks for a session that never was might still begin one, and goes away instead. */
    private void resume(long high, long low) throws IOException {
        try (Socket socket = connect()) {
            readFrame(socket);
            byte[] frame = new byte[Integer.BYTES + 1 + PROTOCOL_BYTES + RESUME_BYTES];
            ThreadLocalRandom.current().nextBytes(frame);
            ByteBuffer.wrap(frame)
                    .putInt(frame.length - Integer.BYTES)
                    .put((byte) RESUME)
                    .put("TKCS".getBytes(US_ASCII))
                    .putShort((short) 1)
                    .putLong(high)
                    .putLong(low);
            socket.getOutputStream().write(frame);
            readFrame(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.tcpPort());
        socket.setSoLinger(true, 0); // a reset leaves no port behind that waits
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        return socket;
    }

    private static void readFrame(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[in.readInt()]);
    }

    private long vanished() {
        return server.counters().vanished() - before.vanished();
    }

    private void requireCounted(long count) {
        if (count != rounds) {
            throw new IllegalStateException("of " + rounds + " of each kind: " + server.counters());
        }
    }

    private static long refused(ServerCounters counters, RefusalCode code) {
        return counters.refused().getOrDefault(code, 0L);
    }

    private static long strangers(ServerCounters counters) {
        return counters.strangers().values().stream().mapToLong(Long::longValue).sum();
    }
}
