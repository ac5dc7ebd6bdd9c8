package io.tekcos.chat.bench.bare;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Reads a chunk, hashes it, sends digest and bytes; and again. */
final class BareSender {

    private final SocketChannel out;
    private final Sha256 sha256 = new Sha256();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(Sha256.LENGTH + Sha256.CHUNK_BYTES);

    BareSender(SocketChannel out) {
        this.out = out;
    }

    /** Sends its length and all of it; returns the digest of the chunks' digests. */
    byte[] send(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, READ)) {
            write(frame.putLong(file.size()).flip());
            for (long at = 0; at < file.size(); at += Sha256.CHUNK_BYTES) {
                int length = (int) Math.min(Sha256.CHUNK_BYTES, file.size() - at);
                frame.clear().position(Sha256.LENGTH).limit(Sha256.LENGTH + length);
                while (frame.hasRemaining()) {
                    file.read(frame);
                }
                frame.put(0, sha256.of(frame.slice(Sha256.LENGTH, length)));
                write(frame.flip());
            }
        }
        return sha256.ofAll();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        bytes.clear();
    }
}
