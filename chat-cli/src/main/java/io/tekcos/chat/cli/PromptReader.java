package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** JLine's line editor with the keys that a chat needs: what Ctrl-C, Ctrl-D, Ctrl-Z, a paste and a new size of the terminal do. */
final class PromptReader extends LineReaderImpl {

    private final HistoryFile historyFile;
    private final Attributes original;
    private final Attributes betweenLines;
    private final String hint;
    private final Queue<String> pasted = new ArrayDeque<>();
    private String begun = "";
    private boolean hinted;
    private @Nullable Supplier<AttributedString> status;

    /**
     * @param hint what to say at Ctrl-C when there is nothing to clear
     */
    PromptReader(Terminal terminal, Completion completion, HistoryFile historyFile, String hint) throws IOException {
        super(terminal, "chat");
        this.historyFile = historyFile;
        this.hint = hint;
        original = terminal.getAttributes();
        betweenLines = new Attributes(original); // what is typed then waits, and is not echoed over other lines
        betweenLines.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO), false);
        terminal.setAttributes(betweenLines);
        setParser(completion);
        setCompleter(completion);
        setOptions();
        setKeys();
        historyFile.load().forEach(getHistory()::add);
    }

    /**
     * Asks the terminal how wide it draws characters that are made of several, such as families and flags.
     *
     * @param in where the terminal's answer will come from, after what has been typed already and must not be taken for it
     */
    void learnWidths(InputStream in) throws IOException {
        byte[] waiting = new byte[in.available()];
        String typedAhead = waiting.length == 0 ? "" : new String(waiting, 0, in.read(waiting), UTF_8);
        if (terminal.supportsGraphemeClusterMode()) {
            terminal.setGraphemeClusterMode(true, false);
        }
        runMacro(typedAhead);
    }

    /** The next line that is typed or pasted. */
    String next(String prompt) {
        if (pasted.isEmpty()) {
            String typed = readLine(prompt, null, new Typed(), begun);
            unsetOpt(Option.ERASE_LINE_ON_FINISH);
            hinted = false;
            if (pasted.isEmpty()) {
                begun = "";
                historyFile.append(typed);
                return typed;
            }
        }
        String line = pasted.remove();
        printAbove(prompt + Printable.escapeText(line));
        return line;
    }

    /** Gives the terminal back, without waiting for anything. Any thread. */
    void restore() {
        terminal.setAttributes(original);
    }

    /** Shows a line below the one that is edited; what completion lists there goes before. Any thread. */
    void status(String line) {
        lock.lock();
        try {
            boolean isFree = post == null || post == status;
            status = line.isEmpty() ? null : () -> new AttributedString(line);
            if (reading && isFree) {
                post = status;
                redisplay();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The terminal has another size. Any thread. */
    void onResized() {
        lock.lock();
        try {
            if (reading) {
                handleSignal(Signal.WINCH);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else has had the terminal. Any thread. */
    void onContinued() {
        lock.lock();
        try {
            if (!reading) {
                terminal.setAttributes(betweenLines);
                return;
            }
            terminal.enterRawMode();
            takeKeys();
            terminal.puts(Capability.keypad_xmit);
            terminal.writer().write(BRACKETED_PASTE_ON);
            terminal.puts(Capability.carriage_return);
            size = terminal.getBufferSize();
            display = new Display(terminal, false);
            display.resize(size);
            redisplay();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the terminal back and stops the program until it is continued. Any thread. */
    boolean suspend() {
        lock.lock();
        try {
            if (reading) {
                display.update(List.of(), 0);
                terminal.puts(Capability.keypad_local);
                terminal.writer().write(BRACKETED_PASTE_OFF);
                terminal.flush();
            }
            restore();
            Signals.stop();
            onContinued();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void setOptions() {
        option(Option.DISABLE_EVENT_EXPANSION, true); // an exclamation mark is one
        option(Option.INSERT_TAB, false);
        option(Option.AUTO_MENU, false);
        option(Option.CASE_INSENSITIVE, true);
        option(Option.COMPLETE_MATCHER_TYPO, false);
        option(Option.HISTORY_REDUCE_BLANKS, false);
        option(Option.HISTORY_IGNORE_SPACE, false);
        setVariable(BELL_STYLE, "none");
        setVariable(HISTORY_SIZE, HistoryFile.MAX_LINES);
    }

    private void setKeys() {
        KeyMap<Binding> keys = requireNonNull(getKeyMaps().get(LineReader.EMACS));
        getKeyMaps().put(LineReader.MAIN, keys);
        getWidgets().put(CALLBACK_INIT, this::takeKeys);
        getWidgets().put(BEGIN_PASTE, this::paste);
        bind(keys, "chat-clear", this::clearLine, KeyMap.ctrl('C'));
        bind(keys, "chat-suspend", this::suspend, KeyMap.ctrl('Z'));
        bind(keys, "chat-late-answer", this::skipAnswer, "\033[?");
        keys.bind(new Reference(DELETE_CHAR), KeyMap.ctrl('D'));
        keys.bind(new Reference(SELF_INSERT), ")", "]", "}"); // no half a second at the bracket that it closes
        keys.unbind(KeyMap.translate("^X^E")); // no program to edit the line with
    }

    private void bind(KeyMap<Binding> keys, String name, Widget widget, String key) {
        getWidgets().put(name, widget);
        keys.bind(new Reference(name), key);
    }

    /** While a line is edited, Ctrl-C, Ctrl-Z and Ctrl-\ are keys, in their turn among the others, and no signals. */
    private boolean takeKeys() {
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        return true;
    }

    /** The terminal answers a question that nobody waits for any more: on a slow line, after the line editor has begun. */
    private boolean skipAnswer() {
        int character;
        do {
            character = readCharacter();
        } while (character >= ' ' && character < '@');
        return true;
    }

    private boolean clearLine() {
        post = null;
        if (buf.length() > 0) {
            buf.clear();
        } else if (!hinted) {
            hinted = true;
            printAbove(hint);
        }
        return true;
    }

    /** Lines with an end are taken as they are; what follows the last end stays to be edited. */
    private boolean paste() {
        String text = doReadStringUntil(BRACKETED_PASTE_END);
        if (text == null) {
            return false;
        }
        text = text.replace("\r\n", "\n").replace('\r', '\n');
        if (text.indexOf('\n') < 0) {
            buf.write(text);
            return true;
        }
        String typed = buf.upToCursor();
        String all = typed + (typed.isEmpty() ? asText(text) : text) + buf.substring(buf.cursor());
        int end = all.lastIndexOf('\n');
        String[] lines = all.substring(0, end).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                pasted.add(i == 0 ? lines[i] : asText(lines[i]));
            }
        }
        begun = all.substring(end + 1);
        buf.clear();
        if (pasted.isEmpty()) {
            buf.write(begun);
            return true;
        }
        option(Option.ERASE_LINE_ON_FINISH, true);
        return acceptLine();
    }

    /** What is pasted is text: a slash in it that begins a line is no command that anybody meant. */
    private static String asText(String pasted) {
        return pasted.startsWith("/") ? "/" + pasted : pasted;
    }

    /** How a typed line is shown while it is edited, and what is kept of it. */
    private static final class Typed implements MaskingCallback {

        @Override
        public String display(String line) {
            return Printable.escapeText(line);
        }

        @Override
        public String history(String line) {
            return HistoryFile.keeps(line) ? line : ""; // to write it here could hold up who prints
        }
    }
}
