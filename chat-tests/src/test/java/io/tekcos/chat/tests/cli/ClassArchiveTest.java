package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher makes an archive of classes, once, and starts from it; without one, or with a bad one, it starts as well. */
class ClassArchiveTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Installation installation;

    /** Two starts at once, each of which would wait for the archive that only one of them makes. */
    @BeforeAll
    static void makeTheArchive() throws Exception {
        installation = Installation.unpack(Files.createDirectories(directory.resolve("chat 한글")));
        ProcessBuilder launch = installation.command("--version");
        launch.environment().put("CHAT_ARCHIVE", "wait");
        try (ChatProcess one = ChatProcess.start(launch);
                ChatProcess other = ChatProcess.start(launch)) {
            for (ChatProcess chat : List.of(one, other)) {
                assertThat(chat.exitCode()).as(chat.toString()).isZero();
                assertThat(chat.out()).singleElement().asString().startsWith("chat ");
            }
            assertThat(one.err().size() + other.err().size())
                    .as("only one could make it; " + one + other)
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldMakeOneArchiveAndLeaveNothingElse() throws IOException {
        assertThat(cached()).singleElement().asString().endsWith(".jsa");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldStartItselfAndTheDemosChildrenFromTheArchive() throws Exception {
        Path archive = cached().get(0);
        ProcessBuilder serve = on(installation.command(
                "serve", "--json", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--until-eof"));
        try (ChatProcess server = ChatProcess.start(serve)) {
            server.tcpPort();
            assertThat(maps(server.handle())).contains(archive.toString());
        }
        try (ChatProcess demo = ChatProcess.start(on(installation.command("demo")))) {
            demo.awaitOut(line -> line.contains("[tcp]"));
            ChatProcess.signal(demo.handle(), "STOP"); // its children live as long as it does not let them go
            List<ProcessHandle> children = demo.handle().children().toList();
            assertThat(children).hasSize(2);
            for (ProcessHandle child : children) {
                assertThat(maps(child)).contains(archive.toString());
            }
            ChatProcess.signal(demo.handle(), "CONT");
            assertThat(demo.exitCode()).as(demo.toString()).isZero();
            assertThat(demo.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void shouldStartAllTheSameWhenTheArchiveIs(String what, UnaryOperator<byte[]> damage) throws IOException {
        Path archive = cached().get(0);
        byte[] good = Files.readAllBytes(archive);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try {
            Files.write(archive, damage.apply(good.clone()));
            assertStartsQuietly(on(installation.command("--version")));
        } finally {
            Files.write(archive, good);
        }
    }

    static Stream<Object[]> damages() {
        return Map.<String, UnaryOperator<byte[]>>of(
                        "empty", bytes -> new byte[0],
                        "of zeros", bytes -> new byte[bytes.length],
                        "cut short", bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                        "only its header", bytes -> Arrays.copyOf(bytes, 4096),
                        "text", bytes -> "what is this?\n".repeat(1000).getBytes(US_ASCII),
                        "of another JVM",
                                bytes -> {
                                    Arrays.fill(bytes, 64, 512, (byte) 'x');
                                    return bytes;
                                })
                .entrySet()
                .stream()
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    @Test
    void shouldStartQuietlyWhenThereIsNoPlaceForIt() throws IOException {
        Path file = Files.createTempFile(directory, "no", "folder");
        ProcessBuilder launch = on(installation.command("--version"));
        launch.environment().put("XDG_CACHE_HOME", file.toString());
        assertStartsQuietly(launch);

        launch.environment().put("CHAT_ARCHIVE", "wait");
        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).isZero();
            assertThat(chat.err()).singleElement().asString().startsWith("chat: no class archive: ");
        }
    }

    @Test
    void shouldStartQuietlyWithoutHomeAndIgnoreARelativeCache() throws IOException {
        Path here = Files.createDirectories(directory.resolve("here"));
        ProcessBuilder launch = on(installation.command("--version")).directory(here.toFile());
        launch.environment().remove("HOME");
        launch.environment().put("XDG_CACHE_HOME", "relative");

        assertStartsQuietly(launch);

        try (Stream<Path> made = Files.list(here)) {
            assertThat(made).isEmpty();
        }
    }

    @Test
    void shouldMakeItWithAJavaOfARelativeName() throws IOException {
        Path java = Path.of(System.getProperty("java.home"));
        ProcessBuilder launch = installation
                .command("--version")
                .directory(requireNonNull(java.getParent()).toFile());
        launch.environment().put("JAVA_HOME", java.getFileName().toString());
        launch.environment()
                .put("XDG_CACHE_HOME", directory.resolve("relative java").toString());
        launch.environment().put("CHAT_ARCHIVE", "wait");

        assertStartsQuietly(launch);

        assertThat(directory.resolve("relative java/chat")).isDirectoryContaining("glob:**.jsa");
    }

    @Test
    void shouldLeaveNoChildOfItsOwnToTheProgram() throws IOException {
        ProcessBuilder serve = on(installation.command(
                "serve", "--json", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--until-eof"));
        serve.environment().put("XDG_CACHE_HOME", directory.resolve("first use").toString());

        try (ChatProcess server = ChatProcess.start(serve)) {
            server.tcpPort();
            assertThat(server.handle().children()).isEmpty();
        }
    }

    @Test
    void shouldNotUseOneInAFolderOfSomebodyElse() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root can give a folder away")
                .isEqualTo("root");
        Path cache = installation.cache().resolve("chat");
        UserPrincipal owner = Files.getOwner(cache);
        try {
            assertThat(trace(on(installation.command("--version"))))
                    .anyMatch(line -> line.contains("SharedArchiveFile"));
            Files.setOwner(
                    cache, cache.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            assertThat(trace(on(installation.command("--version"))))
                    .noneMatch(line -> line.contains("SharedArchiveFile"));
        } finally {
            Files.setOwner(cache, owner);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void shouldLeaveTheChoiceOfACollectorToTheUser(String variable) {
        ProcessBuilder launch = on(installation.command("--version"));
        launch.environment().put(variable, "-Xmx100m -XX:+UseParallelGC");

        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).as(chat.toString()).isZero();
            assertThat(chat.out()).singleElement().asString().startsWith("chat ");
        }
    }

    /** What the launcher does, as the shell tells it. */
    private static List<String> trace(ProcessBuilder launch) {
        launch.command().addAll(0, List.of("sh", "-x"));
        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).as(chat.toString()).isZero();
            return chat.err();
        }
    }

    private static void assertStartsQuietly(ProcessBuilder launch) {
        try (ChatProcess chat = ChatProcess.start(launch)) {
            assertThat(chat.exitCode()).as(chat.toString()).isZero();
            assertThat(chat.out()).singleElement().asString().startsWith("chat ");
            assertThat(chat.err()).isEmpty();
        }
    }

    /** As users start it. */
    private static ProcessBuilder on(ProcessBuilder launch) {
        launch.environment().remove("CHAT_ARCHIVE");
        return launch;
    }

    private static List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(installation.cache().resolve("chat"))) {
            return new ArrayList<>(files.toList());
        }
    }

    private static String maps(ProcessHandle process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
    }
}
