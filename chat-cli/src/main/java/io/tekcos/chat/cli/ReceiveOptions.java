package io.tekcos.chat.cli;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.ReceivePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files are taken, and where they go: the options that {@code receive}, {@code serve} and {@code connect} share. */
final class ReceiveOptions {

    @Option(
            names = "--accept",
            paramLabel = "WHICH",
            converter = Acceptance.Converter.class,
            completionCandidates = Acceptance.Words.class,
            description = "Which files to take: ask, all or none (default: ask on a terminal, else none).")
    private @Nullable Acceptance acceptance;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Take no more than this in one offer: 500M, for example (default: what the disk holds).")
    private long maxSize = Long.MAX_VALUE;

    @Option(
            names = "--downloads",
            paramLabel = "DIR",
            description = "Where files go, and never outside (default: ./downloads).")
    private @Nullable Path downloads;

    @Option(
            names = "--if-exists",
            paramLabel = "WHAT",
            converter = Acceptance.IfExistsConverter.class,
            completionCandidates = Acceptance.IfExistsWords.class,
            description = "What becomes of a file that is there already: rename (the new one), skip (the new one),"
                    + " overwrite, or newer, to overwrite an older one (default: rename).")
    private IfExists ifExists = IfExists.RENAME;

    /** Whom to ask; a person can only be asked at a keyboard, unless somebody says otherwise. */
    Acceptance acceptance(boolean atTerminal) {
        if (acceptance != null) {
            return acceptance;
        }
        return atTerminal ? Acceptance.ASK : Acceptance.NONE;
    }

    /** Whether somebody has said where files go. */
    boolean namesFolder() {
        return downloads != null;
    }

    /** Where and how files are taken. */
    ReceivePolicy policy() {
        Path folder = downloads == null ? Path.of("downloads") : downloads;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("--downloads wants a directory, and " + folder + " is none");
        }
        return policyIn(folder);
    }

    /** The same in another folder. */
    ReceivePolicy policyIn(Path folder) {
        return new ReceivePolicy(folder, ifExists, maxSize);
    }
}
