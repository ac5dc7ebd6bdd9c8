package io.tekcos.chat.tests.session;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A client that writes its bytes by hand. */
final class RawStream implements AutoCloseable {

    static final int ACK = 0x01;
    static final int WELCOME = 0x05;
    static final int REFUSED = 0x07;
    static final int BYE = 0x11;
    static final int PING = 0x12;

    /** A frame: its type, and what follows. */
    record RawFrame(int type, ByteBuffer body) {}

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawStream(int port) throws IOException {
        socket.connect(new InetSocketAddress(Pair.HOST, port), (int) Waiting.LIMIT.toMillis());
        socket.setSoTimeout((int) Waiting.LIMIT.toMillis());
        in = new DataInputStream(socket.getInputStream());
    }

    RawStream send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads the next frame, PINGs passed over; returns one of type -1 at the end of the stream. */
    RawFrame read() throws IOException {
        RawFrame frame = readAny();
        while (frame.type() == PING) {
            frame = readAny();
        }
        return frame;
    }

    /** Reads the next frame, be it a PING, or returns one of type -1 at the end of the stream. */
    RawFrame readAny() throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length < Integer.BYTES) {
            return new RawFrame(-1, ByteBuffer.allocate(0));
        }
        ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(ByteBuffer.wrap(length).getInt()));
        return new RawFrame(frame.get() & 0xff, frame.slice());
    }

    RawStream greeted() throws IOException {
        if (read().type() != ACK) {
            throw new AssertionError("no greeting");
        }
        return this;
    }

    /** The end of the stream, whether by a goodbye of TCP or by a reset. */
    void readToTheEnd() {
        try {
            in.readAllBytes();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection was not closed", e);
        } catch (IOException reset) {
            // is an end too
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    static byte[] join(String name, int version, int window) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(4 + 2 + 16 + 32 + 1 + utf8.length + 10);
        byte[] random = new byte[16 + 32];
        ThreadLocalRandom.current().nextBytes(random);
        body.put("TKCS".getBytes(StandardCharsets.US_ASCII)).putShort((short) version);
        body.put(random).put((byte) utf8.length).put(utf8);
        body.putInt(128 * 1024).putInt(window).putShort((short) 1200);
        return frame(0x02, body.array());
    }

    static byte[] join() {
        return join("raw", 1, 1024 * 1024);
    }

    static byte[] frame(int type, byte... body) {
        return ByteBuffer.allocate(5 + body.length)
                .putInt(1 + body.length)
                .put((byte) type)
                .put(body)
                .array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
