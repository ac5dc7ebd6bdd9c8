package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Files and folders to send: made, compared, and removed. */
public final class Trees {

    private static final int MEBIBYTE = 1 << 20;
    private static final int FOLDERS = 100;
    private static final int BYTES_OF_A_SMALL_FILE = 1024;

    private Trees() {}

    /** A file of bytes that nothing could compress. */
    static Path file(Path folder, int mebibytes) throws IOException {
        Path file = folder.resolve("file");
        SplittableRandom random = new SplittableRandom(mebibytes);
        byte[] bytes = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
        return file;
    }

    /** So many files of 1 KiB, spread over folders. */
    static Path tree(Path folder, int files) throws IOException {
        Path tree = folder.resolve("tree");
        SplittableRandom random = new SplittableRandom(files);
        byte[] bytes = new byte[BYTES_OF_A_SMALL_FILE];
        for (int i = 0; i < files; i++) {
            Path inside = tree.resolve("folder-" + i % FOLDERS);
            Files.createDirectories(inside);
            random.nextBytes(bytes);
            Files.write(inside.resolve("file-" + i), bytes);
        }
        return tree;
    }

    /** Throws unless both have the same files and folders, of the same bytes. */
    static void requireSame(Path sent, Path arrived) throws IOException {
        List<Path> names = names(sent);
        if (!names.equals(names(arrived))) {
            throw new MiscountException("what arrived at " + arrived + " has other names than what was sent");
        }
        for (Path name : names) {
            Path file = sent.resolve(name);
            if (Files.isRegularFile(file) && Files.mismatch(file, arrived.resolve(name)) >= 0) {
                throw new MiscountException("what arrived at " + arrived.resolve(name) + " has other bytes");
            }
        }
    }

    /** Removes it with all that is in it, if it is there. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> names(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.map(tree::relativize).sorted().toList();
        }
    }
}
