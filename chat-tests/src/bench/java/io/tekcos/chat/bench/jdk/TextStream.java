package io.tekcos.chat.bench.jdk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Length-framed strings on a socket. Settings: TCP_NODELAY, as each flush is meant; buffers of 64 KiB, beyond which
 * nothing is gained.
 */
final class TextStream implements Closeable {

    private static final int BUFFER = 64 << 10;

    private final Socket socket;
    private final DataOutputStream output;
    private final DataInputStream input;

    private TextStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
        input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    }

    record Pair(TextStream near, TextStream far) {

        static Pair open() throws IOException {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
                TextStream near = new TextStream(new Socket(loopback, listener.getLocalPort()));
                return new Pair(near, new TextStream(listener.accept()));
            }
        }
    }

    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    void flush() throws IOException {
        output.flush();
    }

    String read() throws IOException {
        byte[] bytes = new byte[input.readInt()];
        input.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
