package io.tekcos.chat.cli;

import io.tekcos.chat.file.TransferResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The SHA-256 of a file as other programs compute it, over all its bytes. */
final class PlainDigest {

    private static final int BUFFER = 1 << 16;

    private PlainDigest() {}

    /** In hexadecimal digits; empty if what was sent is not a single file, or cannot be read any more. Reads all of it. */
    static String of(TransferResult result) {
        List<Path> paths = result.paths();
        if (result.offered().entries() != 1 || paths.size() != 1 || !Files.isRegularFile(paths.get(0))) {
            return "";
        }
        try {
            return of(paths.get(0));
        } catch (IOException gone) {
            LoggerFactory.getLogger(PlainDigest.class).warn("No SHA-256 of what cannot be read: {}", gone.toString());
            return "";
        }
    }

    private static String of(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
            byte[] buffer = new byte[BUFFER];
            while (bytes.read(buffer) >= 0) {
                // the stream digests what is read
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
