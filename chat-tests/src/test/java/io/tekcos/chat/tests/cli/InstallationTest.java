package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** chat-VERSION.tar.gz holds all that a program needs, and what it holds runs anywhere. */
class InstallationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Installation installation;

    @BeforeEach
    void unpack() throws Exception {
        installation = Installation.unpack(Files.createDirectories(directory.resolve("a folder 한글")));
    }

    @Test
    void shouldHoldTheProgramItsManPageAndItsCompletions() {
        for (String file : List.of(
                "bin/chat",
                "bin/chat.cmd",
                "lib/chat.jar",
                "share/man/man1/chat.1",
                "share/bash-completion/completions/chat",
                "share/zsh/site-functions/_chat",
                "LICENSE",
                "INSTALL")) {
            assertThat(installation.folder().resolve(file)).isNotEmptyFile();
        }
        assertThat(installation.launcher()).isExecutable();
    }

    @Test
    void shouldRunThroughALinkFromAnotherFolder() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("chat"), Path.of("a folder 한글"))
                .resolve(directory.resolve("a folder 한글").relativize(installation.launcher()));
        Path linkToLink = Files.createSymbolicLink(directory.resolve("a link"), link);

        assertDemoPasses(installation.command(linkToLink, "demo").directory(new File("/")));
    }

    /** Root may write anywhere: there, somebody else runs it. */
    @Test
    void shouldRunWithoutPermissionToWriteToItsFolder() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder launch = installation.command("demo");
        launch.environment().put("HOME", "/nonexistent");
        launch.environment().remove("XDG_CACHE_HOME");
        launch.environment().remove("CHAT_ARCHIVE");
        if (System.getProperty("user.name").equals("root")) {
            assumeTrue(
                    Files.exists(Path.of("/usr/bin/setpriv")),
                    "SKIPPED: root cannot be anybody else here without setpriv");
            List<String> command = new ArrayList<>(
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));
            command.addAll(launch.command());
            launch.command(command);
        } else {
            makeReadOnly(installation.folder());
        }

        assertDemoPasses(launch);
    }

    @Test
    void shouldSayThatItIsIncomplete() throws IOException {
        Files.delete(installation.folder().resolve("lib/chat.jar"));

        try (ChatProcess chat = ChatProcess.start(installation.command("--version"))) {
            assertThat(chat.exitCode()).isEqualTo(1);
            assertThat(chat.err()).singleElement().asString().contains("lib/chat.jar", "install the program again");
        }
    }

    private static void assertDemoPasses(ProcessBuilder launch) {
        try (ChatProcess demo = ChatProcess.start(launch)) {
            assertThat(demo.exitCode()).as(demo.toString()).isZero();
            assertThat(demo.out()).last().asString().startsWith("All 40 texts arrived exactly once");
            assertThat(demo.err()).isEmpty();
        }
    }

    private static void makeReadOnly(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
    }
}
