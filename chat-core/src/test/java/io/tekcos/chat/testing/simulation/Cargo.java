package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.ChunkSet;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * What a transfer brings. All chunks are stretches of the same random bytes, so that they cost nothing to make and little to
 * compare; what stands for a digest is the number of the chunk.
 */
final class Cargo {

    private static final byte[] BYTES = new byte[2 * Chunk.MAX_BYTES];
    private static final int STRIDE = 65_537;
    private static final int ENTRY = 25;

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final TransferId transfer;
    private final Bytes32 manifestDigest;
    private final Content content;
    private final byte[] manifest;
    private final ChunkSet unwanted;
    private final long salt;

    Cargo(Dice dice) {
        salt = dice.any();
        content = new Content(size(dice));
        int manifestBytes = dice.chance(0.7) ? dice.between(ENTRY, 1_000) : dice.between(ENTRY, 200_000);
        int from = dice.between(0, BYTES.length - manifestBytes);
        manifest = Arrays.copyOfRange(BYTES, from, from + manifestBytes);
        transfer = new TransferId(dice.any(), salt);
        manifestDigest = dice.bytes32();
        unwanted = new ChunkSet(content.chunks());
        double skipped = dice.pick(0, 0, 0.3);
        for (long number = 0; number < content.chunks(); number++) {
            if (dice.chance(skipped)) {
                unwanted.add(number);
            }
        }
    }

    private static long size(Dice dice) {
        int chunks = (int) dice.pick(0, 1, 1, 2, 3, 5);
        return (long) chunks * Chunk.MAX_BYTES + dice.pick(0, 1, dice.between(0, Chunk.MAX_BYTES - 1));
    }

    TransferId transfer() {
        return transfer;
    }

    Offer offer(long number) {
        return new Offer(new OfferId(transfer, number), 1, content.bytes(), manifest.length, manifestDigest, "a file");
    }

    Content content() {
        return content;
    }

    byte[] manifest() {
        return manifest;
    }

    /** What its receiver skips. */
    ChunkSet unwanted() {
        return unwanted;
    }

    /** Where the bytes of all chunks are. */
    static byte[] bytes() {
        return BYTES;
    }

    /** From where on the bytes of a chunk are. */
    int start(long number) {
        return (int) Math.floorMod(salt + number * STRIDE, (long) Chunk.MAX_BYTES);
    }

    Bytes32 digestOf(long number) {
        return Bytes32.of(ByteBuffer.allocate(Bytes32.LENGTH)
                .putLong(number)
                .putLong(salt)
                .array());
    }

    /** Whether the bytes are what the digest says, as far as anybody can tell without the number. */
    boolean isRight(Bytes32 digest, byte[] bytes, int length) {
        long number = ByteBuffer.wrap(digest.toByteArray()).getLong();
        int start = start(number);
        return content.has(number)
                && length == content.lengthOf(number)
                && Arrays.equals(bytes, 0, length, BYTES, start, start + length);
    }
}
