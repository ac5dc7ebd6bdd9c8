package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Via;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalExt;
import org.jspecify.annotations.Nullable;

/** A prompt on a terminal: lines of input are edited there, and lines of output appear above it. */
final class LineEditor implements LineSource, AutoCloseable {

    /** JLine logs to java.util.logging, which would write over the prompt; the level lasts as long as the logger. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private static final long PATIENCE_MILLIS = 500;

    private final Terminal terminal;
    private final PromptReader reader;
    private final Colours colours;
    private volatile @Nullable Via via;
    private @Nullable Thread reading;
    private boolean closed;

    LineEditor(Terminal terminal, @Nullable Via via, Supplier<List<String>> names, Colours colours, HistoryFile history)
            throws IOException {
        this.terminal = terminal;
        this.via = via;
        this.colours = colours;
        reader = new PromptReader(
                terminal, new Completion(via != null, names), history, colours.dim("Ctrl-D or /quit ends."));
    }

    /**
     * Opens the terminal that the program runs on, whatever the locale says in UTF-8.
     *
     * @param via the path that texts take at first; null if there are none
     */
    static LineEditor open(InputStream in, @Nullable Via via, Supplier<List<String>> names, Colours colours)
            throws IOException {
        JLINE.setLevel(Level.OFF);
        System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false"); // Ctrl-C is a key, and a key only
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .encoding(UTF_8)
                .stdinEncoding(UTF_8)
                .stdoutEncoding(UTF_8)
                .nativeSignals(false)
                .graphemeCluster(false) // asked for below
                .build();
        try {
            LineEditor editor = new LineEditor(terminal, via, names, colours, HistoryFile.ofUser());
            editor.reader.learnWidths(in);
            Signals.handle("WINCH", editor.reader::onResized);
            Signals.handle("CONT", editor.reader::onContinued);
            Signals.handle("TSTP", editor.reader::suspend);
            return editor;
        } catch (IOException | RuntimeException unusable) {
            terminal.close();
            throw unusable;
        }
    }

    /** Whether stderr is shown on the same terminal. */
    boolean showsErr() {
        return terminal instanceof TerminalExt system && system.getProvider().isSystemStream(SystemStream.Error);
    }

    /** How wide it is; without end if it does not say. */
    int columns() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : Integer.MAX_VALUE;
    }

    @Override
    public @Nullable Line next() throws IOException {
        String text;
        do {
            text = read();
        } while (text != null && text.isEmpty());
        if (text == null) {
            return null;
        }
        int bytes = text.getBytes(UTF_8).length;
        return bytes > Limits.MAX_TEXT_BYTES + Command.LONGEST
                ? new Line(0, "", Problem.tooLong(bytes))
                : new Line(0, text, null);
    }

    @Override
    public void onPath(Via now) {
        via = now;
    }

    /** Shows a line, or several, above the prompt; false if the terminal is closed. Any thread. */
    boolean show(String line) {
        try {
            reader.printAbove(line);
            return true;
        } catch (IllegalStateException terminalIsClosed) {
            return false;
        }
    }

    /** Shows the first of these lines that fits below the one that is edited, in place of the last such. Any thread. */
    void status(List<String> forms) {
        reader.status(StatusLine.fitting(forms, columns()));
    }

    /** Leaves the terminal as it was found. Any thread. */
    @Override
    public void close() {
        try {
            reader.restore(); // at once, if the terminal should take no more output
            awaitReader();
            terminal.close();
        } catch (IOException | IllegalStateException gone) { // or closed already
            // then there is nothing to be put in order
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String read() throws IOException {
        synchronized (this) {
            if (closed) {
                return null;
            }
            reading = Thread.currentThread();
        }
        try {
            return reader.next(prompt());
        } catch (EndOfFileException | UserInterruptException end) {
            return null;
        } catch (IOError unreadable) {
            throw new IOException(unreadable.getCause());
        } finally {
            synchronized (this) {
                reading = null;
                notifyAll();
            }
        }
    }

    private synchronized void awaitReader() throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        if (reading != null) {
            reading.interrupt();
        }
        while (reading != null && System.nanoTime() < deadline) {
            wait(PATIENCE_MILLIS);
        }
    }

    private String prompt() {
        Via path = via;
        return (path == null ? ">" : colours.of(path, path.name().toLowerCase(Locale.ROOT) + ">")) + " ";
    }
}
