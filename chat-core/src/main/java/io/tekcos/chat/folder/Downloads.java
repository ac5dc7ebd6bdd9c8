package io.tekcos.chat.folder;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.ManifestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder where received files go. Any thread. */
public final class Downloads {

    private static final long MAX_MANIFEST = 1L << 30;

    /** Left free for others, and for what a file system needs besides the bytes. */
    private static final long MARGIN = 16L << 20;

    private static final long MARGIN_OF_A_FILE = 2048;

    private final Path real;
    private final Opener opener;
    private final Space space;

    /** How a directory is opened. */
    @FunctionalInterface
    interface Opener {
        Directory open(Path path) throws IOException;
    }

    /** How much room a folder has, in bytes. */
    @FunctionalInterface
    interface Space {
        long of(Path folder) throws IOException;
    }

    private Downloads(Path real, Opener opener, Space space) {
        this.real = real;
        this.opener = opener;
        this.space = space;
    }

    /**
     * Opens it, makes it if it is missing, and removes partials that nobody has touched for 7 days.
     *
     * @throws io.tekcos.chat.model.TransferException STORAGE
     */
    public static Downloads in(Path folder) {
        return in(folder, Directory::of, path -> Files.getFileStore(path).getUsableSpace());
    }

    static Downloads in(Path folder, Opener opener, Space space) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Downloads downloads = new Downloads(folder.toRealPath(), opener, space);
            try (Directory directory = opener.open(downloads.real)) {
                OldPartials.remove(directory, downloads.real, opener);
            }
            return downloads;
        } catch (IOException failed) {
            throw Faults.storage(folder, failed);
        }
    }

    /**
     * Begins to receive, or goes on.
     *
     * @param offered what, as its sender says
     * @param manifestBytes how long the list of the files is
     * @param manifest the SHA-256 of that list
     * @param policy how; its folder is this one
     * @throws io.tekcos.chat.model.TransferException TOO_LARGE, NO_SPACE, BUSY if another receives the same into this
     *     folder, STORAGE, BROKEN_RULES
     */
    public Partial open(OfferedFiles offered, long manifestBytes, Bytes32 manifest, ReceivePolicy policy) {
        check(offered, manifestBytes, policy);
        try {
            if (!Files.exists(real.resolve(Staging.PREFIX + offered.id()), LinkOption.NOFOLLOW_LINKS)) {
                requireSpace(offered.bytes() + spaceForList(offered, manifestBytes)); // before anything is made
            }
            Partial partial = attempt(offered, manifestBytes, manifest, policy);
            try {
                checkSpace(partial, offered, manifestBytes);
                return partial;
            } catch (IOException | RuntimeException failed) {
                partial.close();
                throw failed;
            }
        } catch (DamagedException failed) {
            throw Faults.worthless(failed);
        } catch (JournalException failed) {
            throw Faults.journal(real, failed);
        } catch (IOException failed) {
            throw Faults.storage(real, failed);
        }
    }

    private Partial attempt(OfferedFiles offered, long manifestBytes, Bytes32 manifest, ReceivePolicy policy)
            throws IOException {
        try {
            return Partial.open(offered, manifestBytes, manifest, policy, staging(offered.id()));
        } catch (JournalException failed) {
            if (failed.reason() != JournalException.Reason.CORRUPT
                    && failed.reason() != JournalException.Reason.NOT_A_JOURNAL) {
                throw failed;
            }
        } catch (DamagedException startOver) {
            // with nothing
        }
        StagingDisk.removeUnused(staging(offered.id()));
        return Partial.open(offered, manifestBytes, manifest, policy, staging(offered.id()));
    }

    private Staging staging(TransferId id) throws IOException {
        return Staging.open(opener.open(real), real, id);
    }

    private static void check(OfferedFiles offered, long manifestBytes, ReceivePolicy policy) {
        long entries = offered.entries();
        boolean possible = offered.bytes() >= 0
                && manifestBytes >= 0
                && manifestBytes <= MAX_MANIFEST
                && entries >= 1
                && entries <= manifestBytes / ManifestEntry.LEAST_BYTES;
        if (!possible) {
            throw Faults.brokenRules("offers " + entries + " files of " + offered.bytes() + " bytes in a list of "
                    + manifestBytes + " bytes");
        }
        long most = Math.min(policy.maxBytes(), (long) Integer.MAX_VALUE * Chunk.MAX_BYTES);
        if (offered.bytes() > most) {
            throw Faults.tooLarge(offered.bytes(), most);
        }
    }

    private void checkSpace(Partial partial, OfferedFiles offered, long manifestBytes) throws IOException {
        long held = partial.held().stream().mapToLong(Run::count).sum();
        long bytes = Math.max(0, offered.bytes() - held * Chunk.MAX_BYTES);
        try {
            requireSpace(bytes + (partial.hasManifest() ? 0 : spaceForList(offered, manifestBytes)));
        } catch (TransferException missing) {
            if (held == 0) {
                partial.discard();
            }
            throw missing;
        }
    }

    private static long spaceForList(OfferedFiles offered, long manifestBytes) {
        return manifestBytes + offered.entries() * MARGIN_OF_A_FILE;
    }

    private void requireSpace(long needed) throws IOException {
        long free = space.of(real);
        if (needed > free - MARGIN) {
            throw Faults.noSpace(real, needed + MARGIN, free);
        }
    }
}
