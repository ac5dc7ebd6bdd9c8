package io.tekcos.chat.cli;

import io.tekcos.chat.file.TransferProgress;
import java.util.List;
import java.util.Locale;

/** How far transfers have come, in one line for a terminal. */
final class ProgressLine {

    private ProgressLine() {}

    /** Empty if nothing is under way. */
    static String of(List<Underway> all) {
        if (all.isEmpty()) {
            return "";
        }
        String more = all.size() == 1 ? "" : String.format(Locale.ROOT, " and %,d more", all.size() - 1);
        return of(all.get(0)) + more;
    }

    /** The name is last: it may be long. */
    private static String of(Underway transfer) {
        TransferProgress progress = transfer.progress();
        return switch (progress.state()) {
            case OFFERED -> "waiting for an answer: " + transfer.describe();
            case CONNECTING -> amount(progress) + ", connecting: " + transfer.describe();
            case RUNNING -> amount(progress) + rate(progress) + ": " + transfer.describe();
            case PAUSED -> amount(progress) + ", paused: " + transfer.describe();
            case FINISHING, OVER -> amount(progress) + ", finishing: " + transfer.describe();
        };
    }

    private static String amount(TransferProgress progress) {
        return String.format(
                Locale.ROOT,
                "%3d %%  %s of %s",
                percent(progress),
                Sizes.bytes(progress.bytes()),
                Sizes.bytes(progress.totalBytes()));
    }

    /** Nothing is whole before it is. */
    private static int percent(TransferProgress progress) {
        return progress.totalBytes() == 0 ? 100 : (int) (100.0 * progress.bytes() / progress.totalBytes());
    }

    private static String rate(TransferProgress progress) {
        return progress.timeLeft()
                .map(left -> ", " + Sizes.bytes(progress.bytesPerSecond()) + "/s, " + Sizes.clock(left) + " left")
                .orElse("");
    }
}
