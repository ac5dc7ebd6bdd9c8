package io.tekcos.chat.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files there are whose paths begin with what was typed. */
final class PathCompletion {

    private static final String HOME = "~/";
    private static final int MOST = 1_000;

    private PathCompletion() {}

    /** The paths, in order, those of folders with a slash at their end; hidden files only for whoever asks for them. */
    static List<String> of(String typed) {
        int end = typed.lastIndexOf('/') + 1;
        String folder = typed.substring(0, end);
        String begun = typed.substring(end);
        List<String> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of(expand(folder)), path -> fits(path, begun))) {
            for (Path entry : entries) {
                if (paths.size() == MOST) {
                    break;
                }
                paths.add(folder + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""));
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
            // nothing is offered, and sending will say why
        }
        paths.sort(null);
        return paths;
    }

    static String expand(String path) {
        return path.startsWith(HOME) ? System.getProperty("user.home", "~") + path.substring(HOME.length() - 1) : path;
    }

    private static boolean fits(Path path, String begun) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(begun)
                && (!name.startsWith(".") || begun.startsWith("."))
                && name.codePoints().noneMatch(Printable::isUnsafe); // nobody could type it
    }
}
