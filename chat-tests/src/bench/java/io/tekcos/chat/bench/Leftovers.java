package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What benchmarks that were killed have left in the folder in which they work: each folder's name holds its process. */
final class Leftovers {

    private static final String PREFIX = "chat-bench-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

    private Leftovers() {}

    /** A folder that is this process's. */
    static Path newFolder(Path in) throws IOException {
        return Files.createTempDirectory(in, PREFIX + ProcessHandle.current().pid() + "-");
    }

    /** Removes the folders of processes that are gone, and says so. */
    static void remove(Path from) throws IOException {
        if (!Files.isDirectory(from)) {
            return; // whoever wants to work there will say so
        }
        List<Path> left;
        try (Stream<Path> all = Files.list(from)) {
            left = all.filter(Leftovers::isLeft).toList();
        }
        left.forEach(Leftovers::removeOne);
    }

    private static boolean isLeft(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void removeOne(Path folder) {
        try {
            Trees.delete(folder);
            System.err.println("Removed " + folder + ", which a benchmark that was killed had left");
        } catch (IOException | UncheckedIOException failed) {
            System.err.println("!!! not removed: " + folder + ": " + failed);
        }
    }
}
