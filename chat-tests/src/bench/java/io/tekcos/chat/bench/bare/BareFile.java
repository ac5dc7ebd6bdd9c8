package io.tekcos.chat.bench.bare;

import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One file from thread to thread, over a connection that is open already. Settings: those of the system. Buffers outside the heap,
 * of a chunk each, for the digest then is the only thing that copies.
 */
final class BareFile implements FileLink {

    private final SocketChannel near;
    private final SocketChannel far;

    BareFile() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            near = SocketChannel.open(server.getLocalAddress());
            far = server.accept();
        }
    }

    @Override
    public long send(Path file, Path folder) throws Exception {
        FutureTask<byte[]> receiving = new FutureTask<>(() -> new BareReceiver(far).receive(folder.resolve("file")));
        long begin = System.nanoTime();
        new Thread(receiving, "far end").start();
        byte[] sent = new BareSender(near).send(file);
        byte[] received = receiving.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        long nanos = System.nanoTime() - begin;
        if (!Arrays.equals(sent, received)) {
            throw new IllegalStateException("the two ends have different digests");
        }
        return nanos;
    }

    @Override
    public void close() throws IOException {
        near.close();
        far.close();
    }
}
