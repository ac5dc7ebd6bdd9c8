package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A manifest's bytes as a person reads them, parsed by hand so that nobody checks himself. */
final class Manifests {

    private Manifests() {}

    /** Each entry as kind, {@code x} if it is executable, path and, of a file, size: {@code f bin/run 17}. */
    static List<String> of(Source source) {
        List<String> entries = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(bytes(source));
        while (bytes.hasRemaining()) {
            String kind = bytes.get() == 1 ? "f" : "d";
            String executable = bytes.get() == 1 ? "x " : " ";
            bytes.getLong();
            long size = bytes.getLong();
            byte[] path = new byte[bytes.getShort()];
            bytes.get(path);
            entries.add(kind + executable + new String(path, UTF_8) + (kind.equals("f") ? " " + size : ""));
        }
        return entries;
    }

    static byte[] bytes(Source source) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[1_000];
        for (int n = source.readManifest(0, part); n > 0; n = source.readManifest(all.size(), part)) {
            all.write(part, 0, n);
        }
        return all.toByteArray();
    }

    static long chunks(Source source) {
        return new Content(source.bytes()).chunks();
    }

    /** All chunks, one after the other. */
    static byte[] content(Source source) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(Chunk.MAX_BYTES);
        for (long n = 0; n < chunks(source); n++) {
            int length = source.read(n, chunk).length();
            all.write(chunk.array(), 0, length);
        }
        return all.toByteArray();
    }
}
