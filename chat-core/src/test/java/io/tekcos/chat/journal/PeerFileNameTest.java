package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One peer, one file, on every system. */
class PeerFileNameTest {

    @ParameterizedTest
    @CsvSource({
        "chat.example.org, peer-chat.example.org-4000.journal",
        "Chat.Example.ORG, peer-chat.example.org-4000.journal",
        "192.168.0.7, peer-192.168.0.7-4000.journal",
        "fe80::1%eth0, peer-fe80_3a_3a1_25eth0-4000.journal",
        "../../etc/passwd, peer-.._2f.._2fetc_2fpasswd-4000.journal",
        "C:\\x, peer-c_3a_5cx-4000.journal",
        "a_b, peer-a_5fb-4000.journal",
        "bücher.de, peer-b_c3_bccher.de-4000.journal"
    })
    void shouldBeReadableAndSafe(String host, String name) {
        assertThat(PeerFileName.of(host, 4000)).isEqualTo(name);
    }

    @Test
    void shouldNeverBeTheSameForTwoPeers() {
        String longHost = "x".repeat(300);
        List<String> names = Stream.of(
                        PeerFileName.of("a", 12),
                        PeerFileName.of("a-1", 2),
                        PeerFileName.of("a", 2),
                        PeerFileName.of("a_3a", 2),
                        PeerFileName.of("a:", 2),
                        PeerFileName.of(longHost, 2),
                        PeerFileName.of(longHost + "y", 2),
                        PeerFileName.of(longHost, 3))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void shouldFitAFileSystemHoweverLongTheHostIs() {
        for (int length = 1; length < 400; length++) {
            assertThat(PeerFileName.of(":".repeat(length), 65535) + ".lock").hasSizeLessThan(255);
        }
    }
}
