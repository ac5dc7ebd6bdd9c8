package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.protocol.ChunkSet;
import io.tekcos.chat.wire.Bytes32;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a disk has of a transfer: it outlives whoever receives, and judges what is to be written. */
final class Shelf {

    private final Cargo cargo;
    private final Map<Long, Bytes32> held = new TreeMap<>();
    private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    private boolean manifestIsWhole;
    private boolean inUse;

    Shelf(Cargo cargo) {
        this.cargo = cargo;
    }

    /** Somebody receives into it; returns false if somebody else does. */
    boolean open() {
        boolean free = !inUse;
        inUse = true;
        return free;
    }

    void close() {
        inUse = false;
    }

    boolean hasManifest() {
        return manifestIsWhole;
    }

    /** What there is of it comes again. */
    void beginManifest() {
        require(!manifestIsWhole, "the manifest comes again, and was whole");
        manifest.reset();
    }

    void addManifest(byte[] part, boolean last) {
        manifest.writeBytes(part);
        if (last) {
            require(MessageDigest.isEqual(manifest.toByteArray(), cargo.manifest()), "the manifest is another");
            manifestIsWhole = true;
        }
    }

    ChunkSet held() {
        ChunkSet set = new ChunkSet(cargo.content().chunks());
        held.keySet().forEach(set::add);
        return set;
    }

    Bytes32 digestOf(long number) {
        return Objects.requireNonNull(held.get(number), () -> "chunk " + number + " is said to be held, and is not");
    }

    /** Keeps a chunk, or returns false if it is not what its digest says. */
    boolean write(long number, Bytes32 digest, byte[] bytes, int length) {
        require(manifestIsWhole, "a chunk comes before the manifest");
        if (!cargo.isRight(digest, bytes, length)) {
            return false;
        }
        require(digest.equals(cargo.digestOf(number)), "chunk " + number + " is another");
        require(held.put(number, digest) == null, "chunk " + number + " is written twice");
        return true;
    }

    /** A machine has failed, and a chunk is not there that was; returns how long it was. */
    int lose(Dice dice) {
        if (held.isEmpty()) {
            return 0;
        }
        Long[] numbers = held.keySet().toArray(Long[]::new);
        long lost = numbers[dice.between(0, numbers.length - 1)];
        held.remove(lost);
        return cargo.content().lengthOf(lost);
    }

    /** It was cancelled. */
    void discard() {
        held.clear();
        manifestIsWhole = false;
    }

    /** Everything gets its name; returns the transfer's digest. */
    Bytes32 finish() {
        MessageDigest sha256 = newSha256();
        for (long number = 0; number < cargo.content().chunks(); number++) {
            Bytes32 digest = held.get(number);
            require(digest != null || cargo.unwanted().contains(number), "it ends without chunk " + number);
            if (digest != null) {
                require(!cargo.unwanted().contains(number), "chunk " + number + " is held, and nobody wants it");
                sha256.update(digest.toByteArray());
            }
        }
        return Bytes32.of(sha256.digest());
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError("on the shelf: " + otherwise);
        }
    }
}
