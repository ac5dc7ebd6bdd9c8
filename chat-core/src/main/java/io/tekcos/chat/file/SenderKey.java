package io.tekcos.chat.file;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A secret by which a sender's transfers get their ids: the same files sent again with the same key are the same transfer, and go on
 * where they were, also from another process. Who does not know the key cannot guess the id, and so cannot put anything into what a
 * receiver has of it. Immutable; all methods may be called from any thread.
 */
public final class SenderKey {

    /** The length of a key: 32 bytes. */
    public static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A random one, which nobody else has: what is sent with it goes on in another session, but not in another process. */
    public static final SenderKey OF_THIS_PROCESS = random();

    private final byte[] bytes;

    private SenderKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A key that the program keeps itself.
     *
     * @param secret {@link #LENGTH} random bytes
     * @return the key
     */
    public static SenderKey of(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("A key of " + secret.length + " bytes: it has " + LENGTH);
        }
        return new SenderKey(secret.clone());
    }

    /**
     * The key that is kept in a file; a random one is put there first if there is none, which its owner alone may read. Blocks for as
     * long as the disk takes.
     *
     * @param file whose folder is made if it is missing
     * @return the key
     * @throws IOException if the file cannot be read or made, or holds something else
     */
    public static SenderKey keptIn(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException none) {
            make(file);
            return read(file);
        }
    }

    private static SenderKey read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != LENGTH) {
            throw new IOException(
                    file + " has " + bytes.length + " bytes and so is no key: remove it, and another is made");
        }
        return new SenderKey(bytes);
    }

    private static void make(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(file + " is no place for a key");
        }
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "key", ".new", ownersOnly());
        try {
            Files.write(whole, random().bytes);
            Files.move(whole, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static SenderKey random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SenderKey(bytes);
    }

    /**
     * The secret.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SenderKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "SenderKey";
    }
}
