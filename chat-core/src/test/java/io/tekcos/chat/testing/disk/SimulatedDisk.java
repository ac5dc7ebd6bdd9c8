package io.tekcos.chat.testing.disk;

import io.tekcos.chat.journal.Disk;
import io.tekcos.chat.journal.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, all of whose chances come from a seed. It can end the process in the middle of an operation; after
 * that everything throws {@link SimulatedCrash} until the disk is started again, either because the process was killed, with
 * all that was written, or because the power failed, without what was not forced: of that, some first operations are left and
 * the next is torn at any byte, with zeros in place of the rest or without. It can fill up, and operations can fail.
 */
public final class SimulatedDisk implements Disk {

    private final SplittableRandom random;
    private final Set<Path> locked = new HashSet<>();
    private final Map<Operation, Integer> failures = new EnumMap<>(Operation.class);
    private Map<Path, SimulatedFile> names = new TreeMap<>();
    private Map<Path, SimulatedFile> forcedNames = new TreeMap<>();
    private final List<Map<Path, SimulatedFile>> namesSince = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private long operations;
    private long crashAt = -1;
    private int process;
    private boolean crashed;

    /** Does something to the disk that is done at once or not at all. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    public SimulatedDisk(long seed) {
        random = new SplittableRandom(seed);
    }

    /** How many operations were done, or tried. */
    public long operations() {
        return operations;
    }

    /** The process ends in the middle of the operation after so many more. */
    public void crashAfter(long more) {
        crashAt = operations + more;
    }

    /** The process does not end in any operation that is planned. */
    public void spare() {
        crashAt = -1;
    }

    /** From now on all files together have no more bytes than this. */
    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** The next operations of a kind fail. */
    public void fail(Operation kind, int times) {
        failures.put(kind, times);
    }

    /** The process was killed, whether by {@link #crashAfter} or right now, and another begins. */
    public void restartAfterKill() {
        crashed = false;
        crashAt = -1;
        process++;
        locked.clear();
    }

    /** The power failed, and comes back. */
    public void restartAfterPowerLoss() {
        restartAfterKill();
        int kept = random.nextInt(namesSince.size() + 1);
        names = kept == 0 ? forcedNames : namesSince.get(kept - 1);
        forceNames();
        for (SimulatedFile file : names.values()) { // in the order of their names, so that a seed does the same again
            file.losePower(random);
        }
    }

    public Set<Path> files() {
        return names.keySet();
    }

    public byte[] contents(Path file) {
        SimulatedFile found = names.get(file);
        return found == null ? new byte[0] : found.bytes();
    }

    /** A file is there with these bytes, and survives everything. */
    public void put(Path path, byte[] bytes) {
        SimulatedFile file = new SimulatedFile();
        file.write(0, bytes.clone());
        file.force();
        names = with(path, file);
        forceNames();
    }

    @Override
    public void makeDirectory(Path directory) {
        requireRunning(process);
    }

    @Override
    public @Nullable Closeable lock(Path file) {
        requireRunning(process);
        int owner = process;
        return locked.add(file)
                ? () -> {
                    if (owner == process) {
                        locked.remove(file);
                    }
                }
                : null;
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        requireRunning(process);
        if (!names.containsKey(path)) {
            change(Operation.CREATE, () -> rename(with(path, new SimulatedFile())));
        }
        return new SimulatedHandle(this, existing(path), process);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        change(Operation.MOVE, () -> {
            Map<Path, SimulatedFile> moved = with(to, existing(from));
            moved.remove(from);
            rename(moved);
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        requireRunning(process);
        if (names.containsKey(path)) {
            change(Operation.DELETE, () -> {
                Map<Path, SimulatedFile> fewer = new TreeMap<>(names);
                fewer.remove(path);
                rename(fewer);
            });
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        change(Operation.FORCE_DIRECTORY, this::forceNames);
    }

    /** Does it, or fails, or does it or not and ends. */
    void change(Operation kind, Deed deed) throws IOException {
        requireRunning(process);
        if (isLastOperation()) {
            if (random.nextBoolean()) {
                deed.run();
            }
            throw crash();
        }
        requireNoFailure(kind);
        deed.run();
    }

    void write(SimulatedFile file, int position, byte[] bytes) throws IOException {
        if (isLastOperation()) {
            file.write(position, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            throw crash();
        }
        requireNoFailure(Operation.WRITE);
        int fits = (int) Math.max(0, Math.min(bytes.length, capacity - used()));
        file.write(position, Arrays.copyOf(bytes, fits));
        if (fits < bytes.length) {
            throw new IOException("No space left on device");
        }
    }

    void requireRunning(int by) {
        if (crashed || by != process) {
            throw new SimulatedCrash();
        }
    }

    private boolean isLastOperation() {
        return operations++ == crashAt;
    }

    private SimulatedCrash crash() {
        crashed = true;
        return new SimulatedCrash();
    }

    private void requireNoFailure(Operation kind) throws IOException {
        int times = failures.getOrDefault(kind, 0);
        if (times > 0) {
            failures.put(kind, times - 1);
            throw new IOException(kind + " failed");
        }
    }

    private long used() {
        return names.values().stream().mapToLong(SimulatedFile::size).sum();
    }

    private SimulatedFile existing(Path path) throws NoSuchFileException {
        SimulatedFile file = names.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file;
    }

    private Map<Path, SimulatedFile> with(Path path, SimulatedFile file) {
        Map<Path, SimulatedFile> more = new TreeMap<>(names);
        more.put(path, file);
        return more;
    }

    private void rename(Map<Path, SimulatedFile> now) {
        names = now;
        namesSince.add(now);
    }

    private void forceNames() {
        forcedNames = names;
        namesSince.clear();
    }
}
