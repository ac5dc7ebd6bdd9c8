package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    @Test
    void shouldKeepWhatIsPipedInForAsLongAsItIsSent() throws IOException {
        Path file;
        try (Spool spool = new Spool("backup.tar")) {
            file = spool.fill(new ByteArrayInputStream(new byte[] {1, 2, 3}));
            assertThat(file).hasBinaryContent(new byte[] {1, 2, 3}).hasFileName("backup.tar");
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void shouldBeginNothingWhenTheProgramEnds() {
        Spool spool = new Spool("late");
        spool.close();

        assertThatThrownBy(() -> spool.fill(InputStream.nullInputStream())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "/etc/passwd"})
    void shouldTakeOnlyTheNameOfAFile(String name) {
        assertThatThrownBy(() -> new Spool(name)).isInstanceOf(UsageException.class);
    }
}
