package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tekcos.chat.tests.seed.SeedClient;
import io.tekcos.chat.tests.seed.SeedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command line with the original's program at the other end. */
class SeedPeersTest {

    @Test
    void shouldServeTheOriginalsProgram() throws IOException {
        try (ChatProcess server = ChatProcess.serve("--allow-seed-peers", "--no-fallback")) {
            JsonNode listening = server.awaitEvent("listening");
            try (SeedClient seed = SeedClient.connect(
                    listening.get("tcpPort").asInt(), listening.get("udpPort").asInt())) {
                JsonNode joined = server.awaitEvent("joined");
                assertThat(joined.get("seedPeer").asBoolean()).isTrue();
                assertThat(joined.get("peer").asText()).isEqualTo("127.0.0.1");
                seed.tcpSend("안녕하세요");
                assertThat(server.awaitMessage("안녕하세요").get("via").asText()).isEqualTo("tcp");
                seed.udpSend("빠른 👋");
                assertThat(server.awaitMessage("빠른 👋").get("via").asText()).isEqualTo("udp");

                server.type("/tcp 반가워요");
                assertThat(seed.tcpReceive()).endsWith("반가워요");
                server.type("/udp 더 빠른 🚀");
                assertThat(seed.udpReceive()).endsWith("더 빠른 🚀");
            }
            assertThat(server.awaitEvent("left").get("cause").asText()).isEqualTo("goodbye");
            assertThat(server.type("/quit").exitCode()).isZero();
        }
    }

    @Test
    void shouldConnectToTheOriginalsProgram() throws Exception {
        try (SeedServer seed = new SeedServer()) {
            CompletableFuture<SeedServer> opened = seed.open();
            try (ChatProcess client = connect(seed, "--json", "--allow-seed-peers", "--no-fallback")) {
                JsonNode connected = client.awaitEvent("connected");
                assertThat(connected.get("seedPeer").asBoolean()).isTrue();
                assertThat(opened.get(60, TimeUnit.SECONDS)).isSameAs(seed);
                client.awaitUdpUp();
                client.type("/tcp 안녕하세요");
                assertThat(seed.tcpReceive()).isEqualTo("안녕하세요");
                client.type("/udp 빠른 👋");
                assertThat(seed.udpReceive()).isEqualTo("빠른 👋");
                seed.tcpSend("반가워요");
                assertThat(client.awaitMessage("반가워요").get("via").asText()).isEqualTo("tcp");
                seed.udpSend("더 빠른 🚀");
                assertThat(client.awaitMessage("더 빠른 🚀").get("via").asText()).isEqualTo("udp");

                assertThat(client.endInput().exitCode()).isZero();
                assertThat(seed.tcpReceive()).isEmpty();
            }
        }
    }

    @Test
    void shouldSayWhichOptionIsMissing() throws IOException {
        try (SeedServer seed = new SeedServer()) {
            CompletableFuture<SeedServer> opened = seed.open();
            try (ChatProcess client = connect(seed, "--json")) {
                JsonNode error = client.awaitEvent("error");
                assertThat(error.get("code").asText()).isEqualTo("wrong_protocol");
                assertThat(error.get("text").asText()).endsWith("add --allow-seed-peers");
                assertThat(client.exitCode()).isEqualTo(3);
                assertThat(opened).as("no HELO has come").isNotDone();
            }
        }
    }

    @Test
    void shouldSayOnceThatBothIsNotForASeedPeer() throws Exception {
        try (SeedServer seed = new SeedServer()) {
            seed.open();
            try (ChatProcess client = connect(seed, "--allow-seed-peers")) {
                assertThat(client.awaitErr("Connected to")).contains("127.0.0.1 (seed peer) at 127.0.0.1");
                client.type("/both one");
                assertThat(client.awaitErr("two copies")).startsWith("Line 1 went to 127.0.0.1 by TCP");
                assertThat(seed.tcpReceive()).isEqualTo("one");
            }
        }
    }

    private static ChatProcess connect(SeedServer seed, String... more) {
        List<String> args = new ArrayList<>(List.of("connect", "127.0.0.1"));
        args.addAll(List.of("--tcp-port", String.valueOf(seed.tcpPort())));
        args.addAll(List.of("--udp-port", String.valueOf(seed.udpPort())));
        args.addAll(List.of(more));
        return ChatProcess.start(args.toArray(String[]::new));
    }
}
