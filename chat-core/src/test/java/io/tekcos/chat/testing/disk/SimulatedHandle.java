package io.tekcos.chat.testing.disk;

import io.tekcos.chat.journal.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** An open file; it ends with the process that opened it. */
final class SimulatedHandle implements DiskFile {

    private final SimulatedDisk disk;
    private final SimulatedFile file;
    private final int process;

    SimulatedHandle(SimulatedDisk disk, SimulatedFile file, int process) {
        this.disk = disk;
        this.file = file;
        this.process = process;
    }

    @Override
    public long size() {
        disk.requireRunning(process);
        return file.size();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        disk.requireRunning(process);
        if (position + length > file.size()) {
            throw new EOFException();
        }
        file.read((int) position, into, offset, length);
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
        disk.requireRunning(process);
        if (position != file.size()) {
            throw new AssertionError("written at byte " + position + ", and the file ends at " + file.size());
        }
        disk.write(file, (int) position, Arrays.copyOf(bytes, length));
    }

    @Override
    public void truncate(long size) throws IOException {
        disk.requireRunning(process);
        disk.change(Operation.TRUNCATE, () -> file.truncate((int) size));
    }

    @Override
    public void force() throws IOException {
        disk.requireRunning(process);
        disk.change(Operation.FORCE, file::force);
    }

    @Override
    public void close() {
        // what is open does not matter here
    }
}
