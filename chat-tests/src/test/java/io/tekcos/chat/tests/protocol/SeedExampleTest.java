package io.tekcos.chat.tests.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import io.tekcos.chat.tests.seed.SeedProgram;
import io.tekcos.chat.tests.seed.SeedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bytes that docs/PROTOCOL.md shows of seed peers, with the library in either role. */
class SeedExampleTest {

    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();
    private static final Pattern LINE =
            Pattern.compile("(?m)^(tcp|udp) (client|server) -> \\w+ +((?:[0-9a-f]{2} )+) *\"(.*)\"$");

    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

    /** One line of the example. */
    private record Line(Via via, String sender, String text) {

        static Line of(MatchResult match) {
            String text = new String(
                    HexFormat.ofDelimiter(" ").parseHex(match.group(3).strip()), UTF_8);
            assertThat(text).isEqualTo(match.group(4));
            return new Line(Via.valueOf(match.group(1).toUpperCase(Locale.ROOT)), match.group(2), text);
        }
    }

    @Test
    void shouldBehaveAsTheServerOfTheExample() throws Exception {
        CompletableFuture<Session> begun = new CompletableFuture<>();
        try (ChatServer server = ChatServer.builder()
                        .bindAddress(HOST)
                        .tcpPort(0)
                        .udpPort(0)
                        .allowSeedPeers(true)
                        .onSession(session -> {
                            session.onMessage(heard::add);
                            begun.complete(session);
                        })
                        .start();
                SeedClient seed = SeedClient.connect(server.tcpPort(), server.udpPort())) {
            replay(begun.get(60, TimeUnit.SECONDS), "server", seed);
        }
    }

    @Test
    void shouldBehaveAsTheClientOfTheExample() throws Exception {
        try (SeedServer seed = new SeedServer()) {
            CompletableFuture<SeedServer> opened = seed.open();
            Session session = ChatClient.builder()
                    .udpPort(seed.udpPort())
                    .allowSeedPeers(true)
                    .connect(HOST, seed.tcpPort());
            session.onMessage(heard::add);
            opened.get(60, TimeUnit.SECONDS);
            session.whenUdpUp().get(60, TimeUnit.SECONDS);
            replay(session, "client", seed);
            session.closeNow();
        }
    }

    /** Replays what follows the greetings, which are the first two lines. */
    private void replay(Session session, String ownRole, SeedProgram seed) throws Exception {
        List<Line> lines = example();
        assertThat(lines.subList(0, 2))
                .containsExactly(new Line(Via.TCP, "server", "ack"), new Line(Via.UDP, "client", "HELO"));
        for (Line line : lines.subList(2, lines.size())) {
            boolean tcp = line.via() == Via.TCP;
            if (line.sender().equals(ownRole)) {
                session.send(line.text(), line.via(), Fallback.NONE).get(60, TimeUnit.SECONDS);
                assertThat(tcp ? seed.tcpReceive() : seed.udpReceive()).isEqualTo(line.text());
            } else {
                if (tcp) {
                    seed.tcpSend(line.text());
                } else {
                    seed.udpSend(line.text());
                }
                assertThat(heard.poll(60, TimeUnit.SECONDS)).satisfies(message -> {
                    assertThat(message.text()).isEqualTo(line.text());
                    assertThat(message.via()).isEqualTo(line.via());
                });
            }
        }
    }

    private static List<Line> example() throws IOException {
        Matcher block =
                Pattern.compile("(?ms)^```seed\\n(.*?)^```$").matcher(Files.readString(Path.of("../docs/PROTOCOL.md")));
        assertThat(block.find()).isTrue();
        List<Line> lines = LINE.matcher(block.group(1)).results().map(Line::of).toList();
        assertThat(lines).hasSize((int) block.group(1).lines().count()).hasSizeGreaterThan(2);
        return lines;
    }
}
