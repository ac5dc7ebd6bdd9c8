package io.tekcos.chat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The terminal that shows what is written to stderr, if one does and can do more than show lines. Any thread. */
final class Screen {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private boolean asked;
    private @Nullable IntSupplier width; // null: there is none

    /** How wide it is now; empty if there is none. The first call takes some time. */
    synchronized OptionalInt columns() {
        if (!asked) {
            asked = true;
            width = width();
        }
        int columns = width == null ? 0 : width.getAsInt();
        return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }

    /** Where Linux can tell, it is asked first: JLine would put its library into the temporary folder, for nothing. */
    private static boolean mayBeThere() {
        try {
            return Files.readSymbolicLink(STDERR).startsWith("/dev");
        } catch (IOException | UnsupportedOperationException otherSystem) {
            return Streams.areTerminal();
        }
    }

    private static @Nullable IntSupplier width() {
        if (!Streams.isCapableTerminal() || !mayBeThere()) {
            return null;
        }
        try {
            return Native.width();
        } catch (RuntimeException | LinkageError unusable) {
            LoggerFactory.getLogger(Screen.class).debug("Nobody can tell whether stderr is a terminal", unusable);
            return null;
        }
    }

    /** Apart, so that JLine's classes are loaded where there may be a terminal only. */
    private static final class Native {
        static @Nullable IntSupplier width() {
            TerminalProvider system = new JniTerminalProvider();
            return system.isSystemStream(SystemStream.Error)
                    ? () -> system.systemStreamWidth(SystemStream.Error)
                    : null;
        }
    }
}
