package io.tekcos.chat.cli;

import java.util.OptionalInt;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The terminal that shows what is written to stderr, if one does and can do more than show lines. Any thread. */
final class Screen {

    private boolean asked;
    private @Nullable TerminalProvider provider;

    /** How wide it is now; empty if there is none. The first call takes some time. */
    synchronized OptionalInt columns() {
        if (!asked) {
            asked = true;
            provider = provider();
        }
        int columns = provider == null ? 0 : provider.systemStreamWidth(SystemStream.Error);
        return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }

    private static @Nullable TerminalProvider provider() {
        if (!Streams.isCapableTerminal()) {
            return null;
        }
        try {
            TerminalProvider system = new JniTerminalProvider();
            return system.isSystemStream(SystemStream.Error) ? system : null;
        } catch (RuntimeException | LinkageError unusable) {
            LoggerFactory.getLogger(Screen.class).debug("Nobody can tell whether stderr is a terminal", unusable);
            return null;
        }
    }
}
