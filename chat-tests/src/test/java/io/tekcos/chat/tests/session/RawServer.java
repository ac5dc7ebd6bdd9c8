package io.tekcos.chat.tests.session;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A server that writes its bytes by hand: it greets, takes one frame of whoever comes, and answers as it was told. */
final class RawServer implements AutoCloseable {

    /** What it says. */
    interface Answer {

        /**
         * The bytes.
         *
         * @param ack the greeting that it sent, the whole frame
         * @param request what the client said, without the frame's header
         */
        byte[] to(byte[] ack, ByteBuffer request);
    }

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName(Pair.HOST));
    private final List<Socket> sockets = new ArrayList<>();
    private final Answer answer;

    RawServer(Answer answer) throws IOException {
        this.answer = answer;
        new Thread(this::accept, "raw server").start();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                synchronized (sockets) {
                    sockets.add(client);
                }
                serve(client);
            } catch (IOException gone) {
                // the next one, or the end
            }
        }
    }

    private void serve(Socket client) throws IOException {
        byte[] ack = RawSession.ack();
        client.getOutputStream().write(ack);
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] frame = in.readNBytes(in.readInt());
        client.getOutputStream()
                .write(answer.to(
                        ack, ByteBuffer.wrap(frame, 1, frame.length - 1).slice()));
    }
}
