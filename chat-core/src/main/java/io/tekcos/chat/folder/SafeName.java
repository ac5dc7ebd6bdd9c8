package io.tekcos.chat.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.wire.Shown;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names of a peer become names of files. On every platform alike, so that a tree which one receiver takes may be handed
 * on to another, those are refused that lead out of the folder somewhere ({@code ..}, separators, drive letters, device
 * names), that a platform takes for another name (a dot or a space at the end) or that lie to the person who reads them
 * (control characters, and those that turn the direction of writing). What else a platform does not take is refused there.
 * Nothing is mapped: a file has the name it was sent with, or is not taken.
 */
final class SafeName {

    static final int MAX_BYTES = 255;

    /** Each folder on the way to a file is kept open while it is written. */
    static final int MAX_DEPTH = 200;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *([.:].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private SafeName() {}

    /** What is wrong with one name, in words that follow it; null if nothing is. */
    static @Nullable String problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "is no name of a file";
        }
        if (name.codePoints().anyMatch(c -> c == '/' || c == '\\')) {
            return "holds a separator";
        }
        if (name.codePoints().anyMatch(Shown::isHidden)) {
            return "holds characters that hide what is written";
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return "ends in a dot or a space";
        }
        if (DRIVE.matcher(name).matches() || DEVICE.matcher(name).matches()) {
            return "names a drive or a device";
        }
        return name.getBytes(UTF_8).length > MAX_BYTES ? "is longer than " + MAX_BYTES + " bytes" : null;
    }

    /** The same for that of a root, which shall not be taken for what is hidden in the folder. */
    static @Nullable String rootProblem(String name) {
        return Folding.visible(name).regionMatches(true, 0, Staging.PREFIX, 0, Staging.PREFIX.length())
                ? "is a name of this program's own"
                : null;
    }
}
