package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was named, by the name it has in the manifest, in order. */
final class Roots {

    private final Map<String, Path> byName = new LinkedHashMap<>();

    Roots(List<Path> named) {
        if (named.isEmpty()) {
            throw new IllegalArgumentException("Nothing to send was named");
        }
        named.forEach(this::add);
    }

    Map<String, Path> byName() {
        return byName;
    }

    /** The name of the first. */
    String name() {
        return byName.keySet().iterator().next();
    }

    /** Where a file of the manifest is. A link is followed as long as it stays in its tree. */
    Path find(String inManifest) {
        int end = inManifest.indexOf('/');
        Path root = byName.get(end < 0 ? inManifest : inManifest.substring(0, end));
        if (root == null) {
            throw new IllegalStateException("The manifest was changed");
        }
        Path path = end < 0 ? root : root.resolve(inManifest.substring(end + 1));
        return Files.isSymbolicLink(path) ? target(path, root) : path;
    }

    void digest(MessageDigest into) {
        for (Path root : byName.values()) {
            byte[] path = root.toString().getBytes(UTF_8);
            into.update(ByteBuffer.allocate(2).putShort((short) path.length).flip());
            into.update(path);
        }
    }

    private void add(Path named) {
        Path real = real(named);
        if (byName.containsValue(real)) {
            throw new TransferException(
                    TransferFault.EXISTS, Shown.text(named.toString()) + " was named twice; name it once");
        }
        String name = SegmentNames.of(isRelative(named) ? real : named);
        Path other = byName.putIfAbsent(name, real);
        if (other != null) {
            throw new TransferException(
                    TransferFault.EXISTS,
                    Shown.text(other.toString()) + " and " + Shown.text(real.toString())
                            + " have the same name; send one after the other");
        }
    }

    /** Whether its last name is none: {@code .} or {@code ..}, or nothing at all. */
    private static boolean isRelative(Path named) {
        String last = String.valueOf(named.getFileName());
        return last.isEmpty() || last.equals(".") || last.equals("..");
    }

    private static Path real(Path named) {
        try {
            return named.toRealPath();
        } catch (IOException failed) {
            throw Faults.unreadable(named, failed);
        }
    }

    private static Path target(Path link, Path root) {
        try {
            Path target = link.toRealPath();
            if (target.startsWith(root)) {
                return target;
            }
        } catch (IOException dangling) {
            // as bad as one that leads elsewhere
        }
        throw Faults.changed(link, "leads elsewhere");
    }
}
