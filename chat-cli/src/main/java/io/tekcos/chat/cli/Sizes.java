package io.tekcos.chat.cli;

import io.tekcos.chat.file.OfferedFiles;
import java.time.Duration;
import java.util.Locale;

/** Sizes, rates and times of files, for people. */
final class Sizes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    /** Less is done before anything is under way. */
    private static final long LEAST_TO_MEASURE = 100_000;

    private Sizes() {}

    /** Such as {@code 999 B} or {@code 1.5 GB}; the units are powers of ten. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes / 1e3;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** What was offered, fit for a terminal: {@code notes.txt (1.5 MB)}, or with how many files and folders it is. */
    static String describe(OfferedFiles files) {
        String name = Printable.escape(files.name());
        return files.entries() == 1
                ? name + " (" + bytes(files.bytes()) + ")"
                : String.format(
                        Locale.ROOT, "%s (%,d files and folders, %s)", name, files.entries(), bytes(files.bytes()));
    }

    /** Such as {@code 0:07} or {@code 2:03:04}. */
    static String clock(Duration time) {
        String minutes = String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return time.toHours() == 0
                ? minutes
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** How much in how long, and how fast that is if it is enough to tell: {@code 1.5 MB in 0.8 s, 1.9 MB/s}. */
    static String speed(long bytes, Duration took) {
        return speed(bytes, "", took);
    }

    /** The same where only a part has moved, the rest was there: {@code 3.4 GB, of which 1.5 MB now in 0.8 s, 1.9 MB/s}. */
    static String speed(long bytes, long moved, Duration took) {
        return moved == bytes ? speed(bytes, took) : bytes(bytes) + ", of which " + speed(moved, " now", took);
    }

    private static String speed(long bytes, String when, Duration took) {
        double seconds = took.toNanos() / 1e9;
        String inTime = String.format(Locale.ROOT, "%s%s in %.1f s", bytes(bytes), when, seconds);
        return bytes < LEAST_TO_MEASURE || seconds < 0.001
                ? inTime
                : inTime + ", " + bytes((long) (bytes / seconds)) + "/s";
    }
}
