package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.DatagramWindow;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * A text a datagram. Settings: a blocking and connected {@link DatagramChannel} with direct buffers, which copies less
 * than a DatagramSocket and looks no address up; a receive buffer of 4 MiB, as far as the kernel grants it.
 */
final class TextDatagrams implements Closeable {

    private static final int LONGEST = 2048;

    private final DatagramChannel channel;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(LONGEST);
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LONGEST);

    private TextDatagrams() throws IOException {
        channel = DatagramChannel.open()
                .setOption(StandardSocketOptions.SO_RCVBUF, DatagramWindow.RECEIVE_BUFFER)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    record Pair(TextDatagrams near, TextDatagrams far) {

        static Pair open() throws IOException {
            TextDatagrams near = new TextDatagrams();
            TextDatagrams far = new TextDatagrams();
            near.channel.connect(far.channel.getLocalAddress());
            far.channel.connect(near.channel.getLocalAddress());
            return new Pair(near, far);
        }
    }

    void write(String text) throws IOException {
        channel.write(
                outgoing.clear().put(text.getBytes(StandardCharsets.UTF_8)).flip());
    }

    String read() throws IOException {
        channel.read(incoming.clear());
        byte[] bytes = new byte[incoming.flip().remaining()];
        incoming.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    int receiveBuffer() throws IOException {
        return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
