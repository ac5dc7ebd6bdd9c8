package io.tekcos.chat.folder;

import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The chunks that are there, and their digests: 32 bytes for each 1 MiB. */
final class HeldChunks {

    private static final int PAGE = 1024;

    private final BitSet held = new BitSet();
    private byte[][] pages = {};

    void add(int chunk, Bytes32 digest) {
        int number = chunk / PAGE;
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
        }
        byte[] page = pages[number];
        if (page == null) {
            page = new byte[PAGE * Bytes32.LENGTH];
            pages[number] = page;
        }
        System.arraycopy(digest.toByteArray(), 0, page, chunk % PAGE * Bytes32.LENGTH, Bytes32.LENGTH);
        held.set(chunk);
    }

    void remove(int chunk) {
        held.clear(chunk);
    }

    boolean has(int chunk) {
        return held.get(chunk);
    }

    Bytes32 digest(int chunk) {
        int at = chunk % PAGE * Bytes32.LENGTH;
        return Bytes32.of(Arrays.copyOfRange(pages[chunk / PAGE], at, at + Bytes32.LENGTH));
    }

    BitSet numbers() {
        return held;
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int from = held.nextSetBit(0); from >= 0; ) {
            int to = held.nextClearBit(from);
            runs.add(new Run(from, to - from));
            from = held.nextSetBit(to);
        }
        return runs;
    }

    /** Of those that are not in these runs. */
    long countOutside(List<Run> unwanted) {
        return held.cardinality() - unwanted.stream().mapToLong(this::countIn).sum();
    }

    /** The digest of the digests of those that are not in these runs, in order. */
    Bytes32 digestOutside(List<Run> unwanted) {
        BitSet wanted = (BitSet) held.clone();
        unwanted.forEach(run -> wanted.clear((int) run.first(), (int) (run.first() + run.count())));
        MessageDigest digest = Sha256.begin();
        wanted.stream().forEach(chunk -> digest.update(digest(chunk).toByteArray()));
        return Bytes32.of(digest.digest());
    }

    private long countIn(Run run) {
        return held.get((int) run.first(), (int) (run.first() + run.count())).cardinality();
    }
}
