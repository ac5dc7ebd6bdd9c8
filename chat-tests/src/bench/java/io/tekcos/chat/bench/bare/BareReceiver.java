package io.tekcos.chat.bench.bare;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Takes a chunk, hashes it, compares, writes it; and again. At the end the file is on the disk, as one of the library is. */
final class BareReceiver {

    private final SocketChannel in;
    private final Sha256 sha256 = new Sha256();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(Sha256.LENGTH + Sha256.CHUNK_BYTES);

    BareReceiver(SocketChannel in) {
        this.in = in;
    }

    /** Returns the digest of the chunks' digests. */
    byte[] receive(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE)) {
            long size = read(Long.BYTES).getLong();
            for (long at = 0; at < size; at += Sha256.CHUNK_BYTES) {
                takeChunk((int) Math.min(Sha256.CHUNK_BYTES, size - at), file);
            }
            file.force(true);
        }
        return sha256.ofAll();
    }

    private void takeChunk(int length, FileChannel file) throws IOException {
        byte[] digest = new byte[Sha256.LENGTH];
        read(Sha256.LENGTH + length).get(digest);
        if (!Arrays.equals(digest, sha256.of(frame))) {
            throw new IOException("a chunk came with a wrong digest");
        }
        while (frame.hasRemaining()) {
            file.write(frame);
        }
    }

    private ByteBuffer read(int length) throws IOException {
        frame.clear().limit(length);
        while (frame.hasRemaining()) {
            if (in.read(frame) < 0) {
                throw new EOFException("the near end is gone");
            }
        }
        return frame.flip();
    }
}
