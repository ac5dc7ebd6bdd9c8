package io.tekcos.chat.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderKeyTest {

    @TempDir
    private Path directory;

    @Test
    void shouldBeTheSameEachTimeItIsKept() throws IOException {
        Path file = directory.resolve("some").resolve("key");
        SenderKey first = SenderKey.keptIn(file);

        assertThat(SenderKey.keptIn(file)).isEqualTo(first).hasSameHashCodeAs(first);
        assertThat(Files.readAllBytes(file)).isEqualTo(first.toByteArray());
        assertThat(first).isNotEqualTo(SenderKey.keptIn(directory.resolve("another")));
        assertThat(first).isNotEqualTo(SenderKey.OF_THIS_PROCESS);
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void shouldBeForItsOwnerAlone() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews())
                .as("permissions are tested where there are any")
                .contains("posix");
        Path file = directory.resolve("key");
        SenderKey.keptIn(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldSayWhatToDoWhenTheFileHoldsSomethingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "no key");

        assertThatThrownBy(() -> SenderKey.keptIn(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith("has 6 bytes and so is no key: remove it, and another is made");
        assertThat(file).hasContent("no key");
    }

    @Test
    void shouldSayNothingOfTheSecret() {
        assertThat(SenderKey.of(new byte[SenderKey.LENGTH])).hasToString("SenderKey");
    }

    @Test
    void shouldHaveItsLength() {
        assertThatThrownBy(() -> SenderKey.of(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key of 31 bytes: it has 32");
    }
}
