package io.tekcos.chat.folder;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.TransferId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes what nobody goes on with. */
final class OldPartials {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(Staging.PREFIX) + "([0-9a-f]{16})([0-9a-f]{16})");

    private OldPartials() {}

    /** A failure is not reported: the next time it is tried again. */
    static void remove(Directory downloads, Path real, Downloads.Opener opener) {
        Instant oldest = Instant.now().minus(KEPT);
        try {
            for (Path path : downloads.names()) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches()) {
                    removeQuietly(downloads, name, real, oldest, opener);
                }
            }
        } catch (DirectoryIteratorException another) {
            // time
        }
    }

    private static void removeQuietly(
            Directory downloads, Matcher name, Path real, Instant oldest, Downloads.Opener opener) {
        TransferId id =
                new TransferId(Long.parseUnsignedLong(name.group(1), 16), Long.parseUnsignedLong(name.group(2), 16));
        try {
            removeIfOlder(downloads, Path.of(name.group()), real, id, oldest, opener);
        } catch (IOException another) {
            // time
        }
    }

    private static void removeIfOlder(
            Directory downloads, Path name, Path real, TransferId id, Instant oldest, Downloads.Opener opener)
            throws IOException {
        if (isYounger(downloads, name, oldest)) {
            return;
        }
        try (Staging staging = Staging.open(opener.open(real), real, id)) {
            takeBackNames(staging);
        }
        StagingDisk.removeUnused(Staging.open(opener.open(real), real, id));
    }

    /** A crash between the two steps of {@link Naming} has left an empty file that nobody else would ever remove. */
    private static void takeBackNames(Staging staging) throws IOException {
        try (PartialJournal journal = new PartialJournal(staging, new HeldChunks(), Integer.MAX_VALUE)) {
            Naming.takeBack(journal, staging);
        } catch (JournalException unreadable) {
            // then nobody knows them
        }
    }

    private static boolean isYounger(Directory downloads, Path name, Instant oldest) throws IOException {
        try (Directory partial = downloads.open(name)) {
            for (String part : List.of(".", "journal", "manifest")) {
                BasicFileAttributes found = partial.find(Path.of(part));
                if (found != null && found.lastModifiedTime().toInstant().isAfter(oldest)) {
                    return true;
                }
            }
            return false;
        }
    }
}
