package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tekcos.chat.folder.PartialJournal.Planned;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** The plan on the disk. */
final class PlanFile {

    private static final Path NAME = Path.of("plan");

    private PlanFile() {}

    /** Writes it down; the digest that it has to have. */
    static Bytes32 write(Directory here, Plan plan) throws IOException {
        byte[] kept = plan.kept();
        try (FileChannel file = here.openFile(NAME, Set.of(WRITE, CREATE))) {
            file.truncate(0);
            ChannelDiskFile.writeFully(file, ByteBuffer.wrap(kept), 0);
        }
        return Sha256.of(ByteBuffer.wrap(kept));
    }

    static Plan read(Directory here, Planned planned) throws IOException {
        byte[] kept = bytes(here);
        if (!Sha256.of(ByteBuffer.wrap(kept)).equals(planned.digest())) {
            throw Faults.damaged(NAME.toString());
        }
        return Plan.of(planned.ifExists(), kept);
    }

    private static byte[] bytes(Directory here) throws IOException {
        try (FileChannel file = here.openFile(NAME, Set.of(READ))) {
            ByteBuffer kept = ByteBuffer.allocate((int) file.size());
            ChannelDiskFile.readFully(file, kept, 0);
            return kept.array();
        } catch (NoSuchFileException missing) {
            throw Faults.damaged(NAME.toString());
        }
    }
}
