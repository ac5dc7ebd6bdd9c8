package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Got;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import io.tekcos.chat.wire.Resend;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of a transfer over a session that loses nothing and connections that are cut, in memory. What happens next is drawn
 * from a seed: which frame arrives, what the disk has written, when the connection is lost.
 */
final class TransferPair {

    private static final int READ_AHEAD = 3;
    private static final long STEP = 1_000_000;

    /** A chunk that was read, or is on its way; its bytes are as many as are said, and nothing else. */
    private record Sent(long number, Bytes32 digest, boolean corrupt) {}

    private final Random dice;
    private final Content content;
    private final byte[] manifest;
    private final ChunkSet unwanted;
    private final Map<Long, Bytes32> disk = new TreeMap<>();
    private final Deque<TransferFrame> toSender = new ArrayDeque<>();
    private final Deque<TransferFrame> toReceiver = new ArrayDeque<>();
    private final Deque<BulkFrame> bulkToSender = new ArrayDeque<>();
    private final Deque<Object> bulkToReceiver = new ArrayDeque<>(); // manifests and chunks
    private final Deque<Long> readAhead = new ArrayDeque<>();
    private final List<Sent> atTheDisk = new ArrayList<>();
    private final Map<Long, Integer> corruptions = new HashMap<>();
    final TransferSender sender;
    final TransferReceiver receiver;
    private final byte[] manifestCopy;
    private @Nullable Sent current;
    private boolean connected;
    private int manifestRead;
    private final long missingAtFirst;
    private long partWritten;
    private long now;
    private long written;
    private long corruptBytes;
    int cuts;
    int corrupted;
    int pauses;

    TransferPair(long seed, long bytes, long rate) {
        dice = new Random(seed);
        content = new Content(bytes);
        manifest = new byte[1 + dice.nextInt(200_000)];
        dice.nextBytes(manifest);
        manifestCopy = new byte[manifest.length];
        unwanted = randomSet(0.1);
        Offer offer = new Offer(new OfferId(new TransferId(1, seed), 1), 1, bytes, manifest.length, digestOf(0), "x");
        sender = new TransferSender(offer, rate, now);
        receiver = new TransferReceiver(offer, now);
        ChunkSet had = new ChunkSet(content.chunks());
        had.addAll(unwanted);
        if (dice.nextBoolean()) {
            ChunkSet held = randomSet(0.3);
            had.addAll(held);
            hold(held);
        }
        missingAtFirst = bytes - had.bytesOf(content);
        toSender.add(receiver.accept());
    }

    /** The receiver has some from a process before, and the manifest. */
    private void hold(ChunkSet held) {
        for (long n = held.nextIn(0); n < content.chunks(); n = held.nextIn(n + 1)) {
            disk.put(n, digestOf(n));
        }
        receiver.onManifestKnown(held, unwanted);
    }

    private ChunkSet randomSet(double share) {
        ChunkSet set = new ChunkSet(content.chunks());
        for (long n = 0; n < content.chunks(); n++) {
            if (dice.nextDouble() < share) {
                set.add(n);
            }
        }
        return set;
    }

    /** Goes on until both are over. */
    void run(double cutChance, double corruptChance) throws WireException {
        for (int steps = 0; sender.end() == null || receiver.end() == null; steps++) {
            assertThat(steps).as("steps").isLessThan(2_000_000);
            now += dice.nextInt((int) STEP);
            step(cutChance, corruptChance);
        }
    }

    private void step(double cutChance, double corruptChance) throws WireException {
        switch (dice.nextInt(8)) {
            case 0 -> deliver(toSender, sender::onFrame);
            case 1 -> deliver(toReceiver, receiver::onFrame);
            case 2 -> deliver(bulkToSender, frame -> sender.onBulkFrame(frame, now));
            case 3 -> deliver(bulkToReceiver, this::arrive);
            case 4 -> finishWrite();
            case 5 -> tell();
            case 6 -> connectOrCut(cutChance);
            default -> send(corruptChance);
        }
        pauseSometimes();
        finish();
    }

    private interface Taker<T> {
        void take(T what) throws WireException;
    }

    private static <T> void deliver(Deque<T> queue, Taker<T> taker) throws WireException {
        T first = queue.poll();
        if (first != null) {
            taker.take(first);
        }
    }

    private void connectOrCut(double cutChance) {
        if (!connected && sender.takesConnection() && receiver.takesConnection()) {
            connected = true;
            sender.onAttached();
            BulkFrame first = receiver.onAttached();
            if (first != null) {
                manifestRead = 0;
                bulkToSender.add(first);
            }
        } else if (connected && dice.nextDouble() < cutChance) {
            cut();
        }
    }

    private void cut() {
        connected = false;
        cuts++;
        bulkToSender.clear();
        bulkToReceiver.clear();
        readAhead.clear();
        current = null;
        sender.onLost();
        receiver.onLost();
    }

    private void send(double corruptChance) {
        if (!connected) {
            return;
        }
        if (sender.manifestDue() > 0) {
            byte[] part = new byte[sender.manifestDue()];
            System.arraycopy(manifest, (int) sender.manifestSent(), part, 0, part.length);
            bulkToReceiver.add(new Manifest(Octets.of(part)));
            sender.onManifestSent();
            return;
        }
        readAhead();
        Long next = readAhead.peek();
        if (next != null && sender.mayBegin()) {
            readAhead.poll();
            sender.begin(next, digestOf(next));
            boolean corrupt = dice.nextDouble() < corruptChance && corruptions.merge(next, 1, Integer::sum) < 3;
            current = new Sent(next, digestOf(next), corrupt);
            partWritten = 0;
        }
        writeSome();
    }

    private void readAhead() {
        while (readAhead.size() < READ_AHEAD) {
            long next = sender.takeNext();
            if (next == TransferSender.NONE) {
                return;
            }
            readAhead.add(next);
        }
    }

    private void writeSome() {
        int count = sender.mayWrite(now);
        if (current != null && count > 0) {
            sender.onWritten(count, now);
            written += count;
            partWritten += count;
            if (partWritten == content.lengthOf(current.number)) {
                bulkToReceiver.add(current);
                current = null;
            }
        }
    }

    private void arrive(Object what) throws WireException {
        if (what instanceof Manifest part) {
            System.arraycopy(
                    part.bytes().array(),
                    0,
                    manifestCopy,
                    manifestRead,
                    part.bytes().length());
            manifestRead += part.bytes().length();
            if (receiver.onManifest(part)) {
                assertThat(manifestCopy).isEqualTo(manifest);
                receiver.onManifestKnown(new ChunkSet(content.chunks()), unwanted);
            }
        } else if (what instanceof Sent sent) {
            receiver.onChunkBegins(sent.number, content.lengthOf(sent.number));
            if (receiver.onChunk()) {
                atTheDisk.add(sent);
            }
        }
    }

    /** Any of those that are being written, not only the first. */
    private void finishWrite() {
        if (atTheDisk.isEmpty()) {
            return;
        }
        Sent done = atTheDisk.remove(dice.nextInt(atTheDisk.size()));
        BulkFrame answer;
        if (done.corrupt) {
            corrupted++;
            corruptBytes += content.lengthOf(done.number);
            answer = receiver.onCorrupt(done.number);
        } else {
            assertThat(disk.put(done.number, done.digest)).as("written twice").isNull();
            answer = receiver.onKept(done.number, now);
        }
        if (answer != null) {
            assertThat(connected).isTrue();
            assertThat(answer).isInstanceOfAny(Got.class, Resend.class);
            bulkToSender.add(answer);
        }
    }

    private void tell() {
        TransferReceiver.Run run = receiver.nextHeld();
        if (run != null) {
            ByteBuffer digests = ByteBuffer.allocate(run.count() * Bytes32.LENGTH);
            for (long n = run.first(); n < run.first() + run.count(); n++) {
                digests.put(Objects.requireNonNull(disk.get(n)).toByteArray());
            }
            bulkToSender.add(new Held(run.first(), Octets.of(digests.array())));
            return;
        }
        BulkFrame told = receiver.nextTold();
        if (told != null) {
            bulkToSender.add(told);
        }
    }

    private void pauseSometimes() {
        if (dice.nextInt(500) == 0) {
            say(toReceiver, sender.pause(dice.nextInt(3) == 0));
            say(toSender, receiver.pause(dice.nextInt(3) == 0));
            pauses += sender.isPaused() ? 1 : 0;
        }
    }

    private static void say(Deque<TransferFrame> queue, @Nullable TransferFrame frame) {
        if (frame != null) {
            queue.add(frame);
        }
    }

    private void finish() {
        if (receiver.state() == TransferReceiver.State.FINISHING && atTheDisk.isEmpty()) {
            toSender.add(receiver.done(expectedDigest(), true));
        }
    }

    /** What the disk holds, and nothing that was not wanted. */
    void assertContentArrived() {
        for (long n = 0; n < content.chunks(); n++) {
            if (!unwanted.contains(n)) {
                assertThat(disk).containsEntry(n, digestOf(n));
            }
        }
    }

    /** How much was written that had been written before, for no other reason than a cut. */
    long sentTwice() {
        return written - missingAtFirst - corruptBytes;
    }

    private Bytes32 expectedDigest() {
        MessageDigest sha256 = sha256();
        for (long n = 0; n < content.chunks(); n++) {
            if (!unwanted.contains(n)) {
                sha256.update(Objects.requireNonNull(disk.get(n)).toByteArray());
            }
        }
        return Bytes32.of(sha256.digest());
    }

    static Bytes32 digestOf(long number) {
        return Bytes32.of(
                sha256().digest(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static long chunks(int count, int more) {
        return (long) count * Chunk.MAX_BYTES + more;
    }
}
