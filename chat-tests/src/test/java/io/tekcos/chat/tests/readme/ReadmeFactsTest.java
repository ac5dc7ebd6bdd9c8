package io.tekcos.chat.tests.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of limits, versions and files is so. */
class ReadmeFactsTest {

    @Test
    void namesTheLimitsThatTheLibraryKeeps() throws IOException {
        assertThat(Readme.read().text())
                .contains(String.format(
                        Locale.ROOT,
                        "A text has at most %,d bytes of UTF-8, one by UDP %,d, the copy of one by both %,d; a name %d.",
                        Limits.MAX_TEXT_BYTES,
                        Limits.MAX_DATAGRAM_TEXT_BYTES,
                        Limits.MAX_COPY_TEXT_BYTES,
                        Limits.MAX_NAME_BYTES))
                .contains("window (" + Limits.DEFAULTS.window() / (1024 * 1024) + " MiB)");
    }

    @Test
    void namesTheVersionThatIsBuilt() throws IOException {
        Matcher version = Pattern.compile("<artifactId>chat-parent</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(Readme.CHECKOUT.resolve("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(Readme.read().blocks("xml"))
                .singleElement()
                .asString()
                .contains("<version>" + version.group(1) + "<");
    }

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        assertThat(Readme.read().find("\\]\\(([^)]+)\\)"))
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(Path.of("..").resolve(link.group(1))).exists());
    }

    @Test
    void givesTheCommandThatTheGateRuns() throws IOException {
        assertThat(Readme.read().commands()).contains("mvn -B verify");
        assertThat(Files.readString(Readme.CHECKOUT.resolve(".ci/run"))).contains("exec mvn -B -ntp verify");
    }
}
