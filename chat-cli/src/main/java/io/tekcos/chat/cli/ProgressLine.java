package io.tekcos.chat.cli;

import io.tekcos.chat.file.TransferProgress;
import java.util.List;
import java.util.Locale;

/** How far transfers have come, in one line for a terminal. */
final class ProgressLine {

    /** More of a name is given up before any figure is. */
    private static final int BRIEF_NAME = 15;

    private ProgressLine() {}

    /** The line in several forms, from the longest to the shortest; none if nothing is under way. */
    static List<String> of(List<Underway> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        String more = all.size() == 1 ? "" : String.format(Locale.ROOT, " and %,d more", all.size() - 1);
        Underway first = all.get(0);
        String what = ": " + first.describe() + more;
        String briefly = ": " + StatusLine.cut(first.describe(), BRIEF_NAME) + more;
        return first.progress().state() == TransferProgress.State.OFFERED
                ? waiting(what, briefly)
                : moving(first.progress(), what, briefly);
    }

    private static List<String> waiting(String what, String briefly) {
        String waiting = "waiting for an answer";
        return List.of(waiting + what, waiting + briefly, waiting, "waiting");
    }

    private static List<String> moving(TransferProgress progress, String what, String briefly) {
        String percent = String.format(Locale.ROOT, "%3d %%", percent(progress));
        String had = percent + "  " + Sizes.bytes(progress.bytes());
        String amount = had + " of " + Sizes.bytes(progress.totalBytes());
        String doing = doing(progress);
        String left = left(progress);
        return List.of(
                amount + doing + left + what,
                amount + doing + left + briefly,
                amount + doing + left,
                had + doing + left,
                percent + (left.isEmpty() ? doing : left),
                percent);
    }

    private static String doing(TransferProgress progress) {
        return switch (progress.state()) {
            case CONNECTING -> ", connecting";
            case PAUSED -> ", paused";
            case FINISHING, OVER -> ", finishing";
            case OFFERED, RUNNING ->
                progress.bytesPerSecond() == 0 ? "" : ", " + Sizes.bytes(progress.bytesPerSecond()) + "/s";
        };
    }

    private static String left(TransferProgress progress) {
        return progress.state() == TransferProgress.State.RUNNING
                ? progress.timeLeft()
                        .map(time -> ", " + Sizes.clock(time) + " left")
                        .orElse("")
                : "";
    }

    /** Nothing is whole before it is. */
    private static int percent(TransferProgress progress) {
        return progress.totalBytes() == 0 ? 100 : (int) (100.0 * progress.bytes() / progress.totalBytes());
    }
}
