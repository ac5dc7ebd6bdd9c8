package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    @Test
    void shouldSayOnceThatNobodyReadsAndGoOnInSilence() {
        AtomicInteger broken = new AtomicInteger();
        LineWriter lines = new LineWriter(new ClosedPipe(), broken::incrementAndGet);

        lines.println("one");
        lines.println("two");

        assertThat(broken).hasValue(1);
    }

    private static final class ClosedPipe extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
