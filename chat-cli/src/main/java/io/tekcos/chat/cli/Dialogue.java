package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a verb reads from and writes to: the standard streams, and on a terminal a line editor from the moment that lines are asked
 * for.
 */
final class Dialogue implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 2000;

    private final Streams streams;
    private final boolean atTerminal;
    private final LineWriter out;
    private final LineWriter err;
    private final StatusLine status;
    private final Screen screen = new Screen();
    private final PrintStream processErr = System.err;
    private final LogLines logs = new LogLines(this::printLog);
    private volatile @Nullable LineEditor editor;
    private volatile boolean errIsShown;
    private volatile boolean closed;

    /**
     * @param atTerminal whether a person types
     * @param onBroken called once, when nobody reads any more what goes to stdout
     */
    Dialogue(Streams streams, boolean atTerminal, Runnable onBroken) {
        this.streams = streams;
        this.atTerminal = atTerminal;
        out = new LineWriter(streams.out(), onBroken);
        err = new LineWriter(streams.err(), () -> {});
        status = new StatusLine(streams.err());
    }

    /** Whether a person types, to whom Ctrl-D means the end. */
    boolean isAtTerminal() {
        return atTerminal;
    }

    /** What is piped in, as bytes: for a verb that asks for no lines. */
    InputStream in() {
        return streams.in();
    }

    /** Where data goes. */
    LineSink out() {
        return line -> println(out, line);
    }

    /** Where everything else goes. */
    LineSink err() {
        return new LineSink() {
            @Override
            public void println(String line) {
                Dialogue.this.println(err, line);
            }

            @Override
            public void status(List<String> forms) {
                showStatus(forms);
            }

            @Override
            public int columns() {
                return columnsOfErr();
            }
        };
    }

    /**
     * What is typed or piped in; to be asked for once.
     *
     * @param via the path that texts take at first; null if there are none
     * @param names who is present, for completion
     */
    LineSource lines(@Nullable Via via, Supplier<List<String>> names) {
        if (atTerminal) {
            try {
                return edited(LineEditor.open(streams.in(), via, names, Colours.ofProcess()));
            } catch (IOException | RuntimeException | LinkageError unusable) {
                LoggerFactory.getLogger(Dialogue.class).debug("No line editor on this terminal", unusable);
            }
        }
        return new InputLines(streams.in(), Limits.MAX_TEXT_BYTES + Command.LONGEST);
    }

    /** Leaves the terminal as it was found; what is printed from then on goes to the streams again. Any thread, more than once. */
    @Override
    public void close() {
        LineEditor open = editor;
        Thread closer = new Thread(() -> close(open), "closer"); // the terminal may take nothing any more
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        editor = null;
        System.setErr(processErr);
    }

    private void close(@Nullable LineEditor open) {
        synchronized (status) {
            closed = true;
            status.show("");
        }
        try {
            if (open != null) {
                open.close();
            }
            logs.close(Duration.ofMillis(PATIENCE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LineSource edited(LineEditor opened) {
        editor = opened;
        errIsShown = opened.showsErr();
        if (errIsShown) {
            takeLogs();
        }
        return opened;
    }

    /** Logs go above the prompt, or above the line that changes, too. */
    private void takeLogs() {
        if (System.err == processErr && !closed) {
            System.setErr(new PrintStream(new LineStream(logs), true, UTF_8));
        }
    }

    private void printLog(String line) {
        LineEditor open = editor;
        if (open == null || !open.show(line)) {
            showAboveStatus(() -> err.println(line));
        }
    }

    private int columnsOfErr() {
        LineEditor open = editor;
        if (open != null) {
            return errIsShown ? open.columns() : Integer.MAX_VALUE;
        }
        return atTerminal ? screen.columns().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    private void showStatus(List<String> forms) {
        LineEditor open = editor;
        if (open != null) {
            open.status(forms);
        } else if (forms.isEmpty()) {
            showStatus("");
        } else {
            screen.columns().ifPresent(columns -> {
                takeLogs();
                showStatus(StatusLine.fitting(forms, columns));
            });
        }
    }

    private void showStatus(String line) {
        synchronized (status) {
            if (!closed) {
                status.show(line);
            }
        }
    }

    private void showAboveStatus(Runnable lines) {
        synchronized (status) {
            status.above(lines);
        }
    }

    private void println(LineWriter stream, String line) {
        LineEditor open = editor;
        if (open == null || (stream == err && !errIsShown) || !open.show(line)) {
            showAboveStatus(() -> stream.println(line));
        }
    }
}
