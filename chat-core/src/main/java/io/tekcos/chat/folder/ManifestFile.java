package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tekcos.chat.folder.EntryCursor.Mark;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The manifest on the disk, and a sparse index of it: of each 256th entry where it stands. */
final class ManifestFile implements Closeable {

    private static final int STRIDE = 256;
    private static final int PART = 64 * 1024;

    private final FileChannel file;
    private final List<Mark> index = new ArrayList<>();
    private long written;
    private EntryCursor cursor;
    private @Nullable PlacedEntry current;

    ManifestFile(Directory in) throws IOException {
        file = in.openFile(Path.of("manifest"), Set.of(READ, WRITE, CREATE));
        cursor = new EntryCursor(file, Mark.START);
    }

    long size() throws IOException {
        return file.size();
    }

    /** Forgets what is there. */
    void clear() throws IOException {
        file.truncate(0);
        written = 0;
    }

    /** Adds the next bytes. */
    void add(byte[] bytes, int length) throws IOException {
        ChannelDiskFile.writeFully(file, ByteBuffer.wrap(bytes, 0, length), written);
        written += length;
    }

    Bytes32 digest() throws IOException {
        MessageDigest digest = Sha256.begin();
        ByteBuffer part = ByteBuffer.allocate(PART);
        for (long at = 0; at < file.size(); ) {
            part.clear().limit((int) Math.min(PART, file.size() - at));
            at += file.read(part, at);
            digest.update(part.flip());
        }
        return Bytes32.of(digest.digest());
    }

    /** From the first entry on. */
    EntryCursor entries() {
        return new EntryCursor(file, Mark.START);
    }

    /** Remembers where entries are; each is handed over. */
    void index(TreeRules rules, Counts counts) throws IOException {
        index.clear();
        EntryCursor all = entries();
        while (true) {
            Mark mark = all.mark();
            PlacedEntry entry = all.next();
            if (entry == null) {
                checkEnd(mark);
                return;
            }
            if (entry.number() % STRIDE == 0) {
                index.add(mark);
            }
            counts.add(entry);
            rules.check(entry);
        }
    }

    private void checkEnd(Mark end) throws IOException {
        if (end.place() != file.size()) {
            throw Faults.brokenRules("has sent a list whose last entry is cut short");
        }
    }

    /** The file that holds this byte of the content; reading on from the last one asked for costs little. */
    PlacedEntry fileAt(long content) throws IOException {
        PlacedEntry found = current;
        if (found == null || content < found.content() || content - found.end() >= PART) {
            cursor = new EntryCursor(file, before(content));
            found = null;
        }
        while (found == null || content >= found.end()) {
            found = cursor.next();
            if (found == null) {
                throw new IOException("The list of the files has become shorter");
            }
        }
        current = found;
        return found;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The last one known that does not begin after it. */
    private Mark before(long content) {
        int low = 0;
        int high = index.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (index.get(middle).content() <= content) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return index.get(low);
    }
}
