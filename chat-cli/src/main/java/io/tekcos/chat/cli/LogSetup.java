package io.tekcos.chat.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/** Sets up logging in code, to stderr; reading a configuration would cost the start 100 ms. Logback finds it as a service. */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static volatile Level level = Level.WARN;

    /** Logback makes one. */
    public LogSetup() {}

    /** Sets what is shown; to be called before anything is logged. */
    static void setVerbosity(int verbosity) {
        level = switch (verbosity) {
            case 0 -> Level.WARN;
            case 1 -> Level.INFO;
            default -> Level.DEBUG;
        };
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Line line = new Line();
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(line);
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(stderr);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** One line an event; a stack trace only when everything is shown. */
    private static final class Line extends LayoutBase<ILoggingEvent> {
        @Override
        public String doLayout(ILoggingEvent event) {
            String line = event.getLevel() + " " + event.getLoggerName() + ": "
                    + Printable.escape(event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown == null) {
                return line + "\n";
            }
            return level == Level.DEBUG
                    ? line + "\n" + ThrowableProxyUtil.asString(thrown)
                    : line + " (" + thrown.getClassName() + ": " + Printable.escape("" + thrown.getMessage()) + ")\n";
        }
    }
}
