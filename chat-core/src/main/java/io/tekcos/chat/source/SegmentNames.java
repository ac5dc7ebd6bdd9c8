package io.tekcos.chat.source;

import io.tekcos.chat.wire.Shown;
import io.tekcos.chat.wire.Utf8;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names of files and folders as they stand in a manifest. What is no name in any folder, is no text, is too long or hides what is
 * written is refused here, before anything is offered. What else a receiver refuses, such as the names of devices, it finds out.
 */
final class SegmentNames {

    static final int MAX_BYTES = 255;

    private static final char REPLACEMENT = '\uFFFD';

    private SegmentNames() {}

    /** The last name of a path, as it stands in a manifest. */
    static String of(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            throw Faults.badName(Shown.text(path.toString()), "is empty");
        }
        String name = last.toString();
        if (name.indexOf(REPLACEMENT) >= 0 && !isThatOf(path, name)) {
            throw Faults.badName(bytes(path), "is no text here (is it UTF-8, and the locale too?)");
        }
        String problem = problem(name);
        if (problem != null) {
            throw Faults.badName(Shown.text(path.toString()), problem);
        }
        return name;
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            return "is not that of a file";
        }
        int size = Utf8.size(name);
        if (size == Utf8.NOT_UNICODE) {
            return "is not valid Unicode";
        }
        if (name.codePoints().anyMatch(Shown::isHidden)) {
            return "holds characters that hide what is written";
        }
        return size > MAX_BYTES ? "has " + size + " bytes of UTF-8, more than " + MAX_BYTES : null;
    }

    /** Whether the text says all of the name: what could not be decoded is not the same when encoded again. */
    private static boolean isThatOf(Path path, String name) {
        try {
            return path.getFileSystem().getPath(name).equals(path.getFileName());
        } catch (InvalidPathException notEncodable) {
            return false;
        }
    }

    /** The name with bytes that are no characters as {@code %ff}. */
    private static String bytes(Path path) {
        return path.toUri().getRawPath();
    }
}
