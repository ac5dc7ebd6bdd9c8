package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bin/chat in a project of its own, whose Maven is a script: no build within a build. */
class LauncherTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path project;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        project = directory.resolve("a project 한글");
        Files.createDirectories(project.resolve("chat-cli/bin"));
        Files.createDirectories(project.resolve("chat-cli/target"));
        for (String source : List.of("chat-core/src/main", "chat-cli/src/main", "tools")) {
            Files.createDirectories(project.resolve(source));
        }
        Files.copy(Path.of("../chat-cli/bin/chat"), launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : List.of(
                "pom.xml",
                "chat-core/pom.xml",
                "chat-cli/pom.xml",
                "chat-core/src/main/A.java",
                "chat-cli/src/main/B.java")) {
            Files.createFile(project.resolve(file));
        }
        try (var all = Files.walk(project)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, LONG_AGO);
            }
        }
    }

    @Test
    void shouldRunTheJarThatIsThere() throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        mavenThat("exit 1");

        assertRuns(launcher());
    }

    @Test
    void shouldRunThroughLinksFromAnyDirectory() throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        Path link =
                Files.createSymbolicLink(directory.resolve("first link"), Path.of("a project 한글/chat-cli/bin/chat"));
        Path linkToLink = Files.createSymbolicLink(directory.resolve("second"), link.toAbsolutePath());

        assertRuns(linkToLink);
    }

    @Test
    void shouldBuildTheJarOnFirstUse() throws IOException {
        mavenThat("cp '" + ChatProcess.jar() + "' chat-cli/target/chat-cli-1-all.jar");

        try (ChatProcess chat = run(launcher())) {
            assertThat(chat.exitCode()).as(chat.toString()).isZero();
            assertThat(chat.out()).singleElement().asString().startsWith("chat ");
            assertThat(chat.err()).singleElement().asString().startsWith("chat: building");
        }
        assertRuns(launcher());
    }

    @Test
    void shouldBuildAJarThatIsOlderThanItsSources() throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        Files.setLastModifiedTime(jar(), LONG_AGO);
        Files.writeString(project.resolve("chat-core/src/main/A.java"), "changed");
        mavenThat("exit 0");

        try (ChatProcess chat = run(launcher())) {
            assertThat(chat.exitCode()).isZero();
            assertThat(chat.err()).singleElement().asString().startsWith("chat: building");
        }
        assertRuns(launcher());
    }

    @Test
    void shouldSayClearlyThatTheBuildFailed() throws IOException {
        mavenThat("echo the reason; exit 1");

        try (ChatProcess chat = run(launcher())) {
            assertThat(chat.exitCode()).isEqualTo(1);
            assertThat(chat.out()).isEmpty();
            assertThat(chat.err()).contains("the reason");
            assertThat(chat.err()).last().asString().startsWith("chat: the build failed, as shown above");
        }
    }

    @Test
    void shouldSayClearlyThatJavaHomeIsWrong() throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        ProcessBuilder launch = new ProcessBuilder(launcher().toString(), "--version");
        launch.environment().put("JAVA_HOME", directory.toString());

        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).isEqualTo(1);
            assertThat(chat.err()).singleElement().asString().startsWith("chat: JAVA_HOME is ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_292"})
    void shouldSayClearlyThatJavaIsTooOld(String version) throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        Path home = directory.resolve("old java");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho it must not run\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder launch = new ProcessBuilder(launcher().toString(), "--version");
        launch.environment().put("JAVA_HOME", home.toString());
        launch.environment().put("CHAT_ARCHIVE", "off");

        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).isEqualTo(1);
            assertThat(chat.out()).isEmpty();
            assertThat(chat.err())
                    .singleElement()
                    .asString()
                    .startsWith("chat: Java 17 or newer is needed, but")
                    .contains(version);
        }
    }

    @Test
    void shouldSayClearlyThatJavaIsMissing() throws IOException {
        Files.copy(ChatProcess.jar(), jar());
        for (String tool : List.of("find", "head", "readlink")) {
            tool(tool, "exec \"$(PATH=/usr/bin:/bin command -v " + tool + ")\" \"$@\"");
        }
        ProcessBuilder launch = new ProcessBuilder(launcher().toString(), "--version");
        launch.environment().remove("JAVA_HOME");
        launch.environment().put("PATH", project.resolve("tools").toString());

        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).isEqualTo(1);
            assertThat(chat.err()).containsExactly("chat: Java 17 or newer is needed: install it, or set JAVA_HOME");
        }
    }

    private void assertRuns(Path launcher) {
        try (ChatProcess chat = run(launcher)) {
            assertThat(chat.exitCode()).as(chat.toString()).isZero();
            assertThat(chat.out()).singleElement().asString().startsWith("chat ");
            assertThat(chat.err()).isEmpty();
        }
    }

    private ChatProcess run(Path launcher) {
        ProcessBuilder launch = new ProcessBuilder(launcher.toString(), "--version").directory(directory.toFile());
        launch.environment().merge("PATH", project.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        launch.environment().put("JAVA_HOME", System.getProperty("java.home"));
        launch.environment().put("CHAT_ARCHIVE", "off");
        return ChatProcess.start(launch);
    }

    private void mavenThat(String does) throws IOException {
        tool("mvn", does);
    }

    private void tool(String name, String does) throws IOException {
        Path tool = Files.writeString(project.resolve("tools").resolve(name), "#!/bin/sh\n" + does + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private Path launcher() {
        return project.resolve("chat-cli/bin/chat");
    }

    private Path jar() {
        return project.resolve("chat-cli/target/chat-cli-1-all.jar");
    }
}
