package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathCompletionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createFile(folder.resolve("notes b"));
        Files.createFile(folder.resolve("notes a"));
        Files.createFile(folder.resolve("evil\u001b[2J"));
        Files.createFile(folder.resolve(".hidden"));
        Files.createDirectory(folder.resolve("nested"));
    }

    @Test
    void shouldListWhatBeginsSoInOrder() {
        assertThat(PathCompletion.of(folder + "/no")).containsExactly(folder + "/notes a", folder + "/notes b");
    }

    @Test
    void shouldEndAFolderWithASlash() {
        assertThat(PathCompletion.of(folder + "/ne")).containsExactly(folder + "/nested/");
    }

    @Test
    void shouldListHiddenFilesOnlyForWhoeverAsks() {
        assertThat(PathCompletion.of(folder + "/"))
                .containsExactly(folder + "/nested/", folder + "/notes a", folder + "/notes b");
        assertThat(PathCompletion.of(folder + "/.")).containsExactly(folder + "/.hidden");
    }

    @Test
    void shouldListNothingWhereThereIsNothing() {
        assertThat(PathCompletion.of(folder + "/none/x")).isEmpty();
        assertThat(PathCompletion.of("\0/")).isEmpty();
    }

    @Test
    void shouldKnowTheUsersFolder() {
        assertThat(PathCompletion.expand("~/x")).isEqualTo(System.getProperty("user.home") + "/x");
        assertThat(PathCompletion.expand("~x")).isEqualTo("~x");
    }
}
