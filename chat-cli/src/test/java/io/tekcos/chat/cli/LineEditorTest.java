package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Via;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a terminal in memory; a real one is in chat-tests. */
@Timeout(60)
class LineEditorTest {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String UP = "\u001bOA";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private LineDisciplineTerminal terminal;

    @SuppressWarnings("NullAway.Init") // set before each test
    private LineEditor editor;

    @BeforeEach
    void open() throws IOException {
        terminal = new LineDisciplineTerminal("test", "xterm-256color", shown, UTF_8);
        terminal.setSize(Size.of(80, 24));
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(LocalFlag.ISIG, false); // for keys that are typed before they are read
        terminal.setAttributes(attributes);
        HistoryFile history = new HistoryFile(directory.resolve("history"));
        editor = new LineEditor(terminal, Via.TCP, () -> List.of("ann"), Colours.OFF, history);
    }

    @AfterEach
    void close() {
        editor.close();
    }

    @Test
    void shouldReadLinesAndEndAtCtrlD() throws IOException {
        type("한글\r\r!! $x \"it's\r" + CTRL_D);

        assertThat(Objects.requireNonNull(editor.next()).number()).isZero();
        assertThat(text()).isEqualTo("!! $x \"it's");
        assertThat(editor.next()).isNull();
    }

    @Test
    void shouldForgetALineAtCtrlC() throws IOException {
        type("wrong" + CTRL_C + "right\r");

        assertThat(text()).isEqualTo("right");
    }

    @Test
    void shouldTakePastedLinesOneByOneAndKeepTheRestToBeEdited() throws IOException {
        type("a");
        paste("b\r\n\nan\tc\rd");
        type("e\r");

        assertThat(List.of(text(), text(), text())).containsExactly("ab", "an\tc", "de");
        assertThat(shown.toString(UTF_8)).contains("tcp> ab", "tcp> an\tc");
    }

    @Test
    void shouldPasteIntoALine() throws IOException {
        paste("an\t\u001b[2J");
        type("x\r");

        assertThat(text()).isEqualTo("an\t\u001b[2Jx");
        assertThat(shown.toString(UTF_8)).contains("\\u{1b}[2J");
    }

    @Test
    void shouldCompleteNames() throws IOException {
        type("an\thi, @a\t\r");

        assertThat(text()).isEqualTo("ann: hi, @ann");
    }

    @Test
    void shouldRememberWhatWasTypedButNotWhatWasPasted() throws IOException {
        type("typed\r");
        paste("pasted\n");
        type(UP + "\r");

        assertThat(List.of(text(), text(), text())).containsExactly("typed", "pasted", "typed");
    }

    @Test
    void shouldShowThePath() throws IOException {
        editor.onPath(Via.BOTH);
        type("x\r");

        assertThat(text()).isEqualTo("x");
        assertThat(shown.toString(UTF_8)).contains("both> ").doesNotContain("tcp> ");
    }

    @Test
    void shouldShowALineBelowTheOneThatIsEditedAndTakeItAway() throws Exception {
        CompletableFuture<LineSource.@Nullable Line> reading = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                reading.complete(editor.next());
            } catch (IOException e) {
                reading.completeExceptionally(e);
            }
        });
        reader.start();
        await("tcp> ");
        editor.status(List.of(" 42 %"));
        await(" 42 %");
        editor.status(List.of());
        type("half\r");

        assertThat(Objects.requireNonNull(reading.get(30, TimeUnit.SECONDS)).text())
                .isEqualTo("half");
    }

    /** Waits until the editor has shown something. */
    private void await(String text) {
        while (!shown.toString(UTF_8).contains(text)) {
            Thread.onSpinWait(); // the class's own limit bounds it
        }
    }

    @Test
    void shouldStopReadingWhenClosed() throws Exception {
        CompletableFuture<LineSource.@Nullable Line> reading = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                reading.complete(editor.next());
            } catch (IOException e) {
                reading.completeExceptionally(e);
            }
        });
        reader.start();
        type("half");
        editor.close();

        assertThat(reading.get(30, TimeUnit.SECONDS)).isNull();
        assertThat(editor.next()).isNull();
        assertThat(editor.show("late")).isFalse();
    }

    private String text() throws IOException {
        return Objects.requireNonNull(editor.next()).text();
    }

    private void paste(String text) throws IOException {
        type("\u001b[200~" + text + "\u001b[201~");
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(UTF_8));
    }
}
