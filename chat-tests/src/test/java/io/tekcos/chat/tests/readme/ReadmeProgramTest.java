package io.tekcos.chat.tests.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the README's program as it stands, and compares what it prints with what the README shows. */
class ReadmeProgramTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path folder = Path.of("");

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        Readme readme = Readme.read();
        assertThat(readme.blocks("java")).hasSize(1);
        Path source = Files.writeString(
                folder.resolve("Hello.java"), readme.blocks("java").get(0));

        compile(source);

        assertThat(run("Hello")).isEqualTo(readme.blocks("text").get(0));
    }

    private void compile(Path source) {
        List<String> arguments = List.of(
                "-cp",
                CLASS_PATH,
                "-Xlint:all,-path,-processing",
                "-Werror",
                "-d",
                folder.toString(),
                source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the compiler's exit code")
                .isZero();
    }

    private String run(String mainClass) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(java.toString(), "-cp", folder + ":" + CLASS_PATH, mainClass)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readString(out, UTF_8);
    }
}
