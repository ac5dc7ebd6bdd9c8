package io.tekcos.chat.cli;

/** Which lines of input were not delivered to one peer, or perhaps not. Any thread. */
final class Fates {

    private LineList unknown = new LineList();
    private LineList notSent = new LineList();
    private boolean failed;

    /** A line was not carried out, and its error has been shown. */
    synchronized void onFailed() {
        failed = true;
    }

    /** A line was sent as a text, and nobody knows whether it arrived. */
    synchronized void onUnknown(long line, String text) {
        failed = true;
        unknown.add(line, text);
    }

    synchronized void onNotSent(long line, String text) {
        failed = true;
        notSent.add(line, text);
    }

    synchronized boolean isFailed() {
        return failed;
    }

    /**
     * The session has ended: says which lines are concerned, in at most two lines however many they are.
     *
     * @param name the peer's, fit for a terminal
     */
    synchronized void report(Output output, String name) {
        if (!unknown.isEmpty()) {
            output.error(
                    "unknown_fate",
                    "the session ended before " + name + " confirmed " + unknown.describe()
                            + ": perhaps delivered, perhaps not");
        }
        if (!notSent.isEmpty()) {
            output.error("not_sent", "the session ended before this was sent to " + name + ": " + notSent.describe());
        }
        unknown = new LineList();
        notSent = new LineList();
    }
}
