package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The lines that were typed at the prompt, kept over sessions: a line each, the newest last, for the user's eyes only. Where it
 * cannot be read or written, there is no history and nothing is said. Several programs may append at once.
 */
final class HistoryFile {

    /** How many lines are kept. */
    static final int MAX_LINES = 1000;

    /** How many characters a line may have that is kept. */
    static final int MAX_LENGTH = 2000;

    private static final int MAX_BYTES = 1 << 20;

    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    /** The user's own, in the folder that the system has for such things. */
    static HistoryFile ofUser() {
        return new HistoryFile(StateFolder.file("history"));
    }

    /** What was typed before, the oldest first. */
    List<String> load() {
        try {
            if (!Files.isRegularFile(file)) {
                return List.of();
            }
            makePrivate();
            boolean tooLong = Files.size(file) > MAX_BYTES;
            List<String> lines = readEnd();
            if (tooLong) {
                replaceBy(lines);
            }
            return lines;
        } catch (IOException | UnsupportedOperationException unreadable) {
            return withoutHistory(unreadable);
        }
    }

    /** False if a line is empty or very long, and better forgotten. */
    static boolean keeps(String line) {
        return !line.isEmpty() && line.length() <= MAX_LENGTH;
    }

    /** Keeps a line, unless it is better forgotten. */
    void append(String line) {
        if (!keeps(line)) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder, permissions(folder, "rwx------"));
            }
            if (!Files.exists(file) || Files.isRegularFile(file)) { // a pipe would wait for its reader
                write(file, List.of(line));
            }
        } catch (IOException | UnsupportedOperationException unwritable) {
            withoutHistory(unwritable);
        }
    }

    /** A file that somebody else has made, by a copy perhaps, may be open to others. */
    private void makePrivate() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Set<PosixFilePermission> ours = PosixFilePermissions.fromString("rw-------");
        if (view != null && !ours.containsAll(view.readAttributes().permissions())) {
            view.setPermissions(ours);
        }
    }

    private List<String> readEnd() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ)) {
            long start = Math.max(0, channel.size() - MAX_BYTES);
            byte[] end = Channels.newInputStream(channel.position(start)).readNBytes(MAX_BYTES);
            List<String> lines = new String(end, UTF_8).lines().toList();
            int skip = Math.max(start > 0 ? 1 : 0, lines.size() - MAX_LINES); // the first may be cut
            return lines.subList(Math.min(skip, lines.size()), lines.size()).stream()
                    .filter(HistoryFile::keeps)
                    .toList();
        }
    }

    private void replaceBy(List<String> lines) throws IOException {
        Path fresh = file.resolveSibling("history." + ProcessHandle.current().pid());
        write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Appends in one write, so that the lines of two programs do not mix. */
    private static void write(Path to, List<String> lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        try (SeekableByteChannel channel =
                Files.newByteChannel(to, Set.of(CREATE, WRITE, APPEND), permissions(to, "rw-------"))) {
            channel.write(ByteBuffer.wrap(bytes));
        }
    }

    private static FileAttribute<?>[] permissions(Path of, String posix) {
        return of.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0]; // Windows keeps the user's folders from others itself
    }

    private static List<String> withoutHistory(Exception why) {
        LoggerFactory.getLogger(HistoryFile.class).debug("No history of the prompt", why);
        return List.of();
    }
}
