package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Room;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The original's program in a room, between others. */
class SeedRoomTest {

    private final Room room = new Room("sue");
    private final Heard atAnn = new Heard();
    private final ChatServer server =
            Pair.serverBuilder().allowSeedPeers(true).onSession(room::join).start();

    @AfterEach
    void end() {
        server.closeNow();
    }

    private SeedClient connectSeed() throws IOException {
        return SeedClient.connect(server.tcpPort(), server.udpPort());
    }

    @Test
    void shouldHearTheOthersWithTheirNamesAndBeHeardByThePathItChose() throws IOException {
        try (Session ann = ChatClient.builder().name("ann").listener(atAnn).connect(Pair.HOST, server.tcpPort());
                SeedClient seed = connectSeed()) {
            Waiting.until("ann knows of it", () -> ann.members().size() == 2);
            assertThat(ann.members()).extracting(RoomMember::name).containsExactly("ann", Pair.HOST);
            Waiting.get(ann.whenUdpUp());

            Waiting.get(ann.send("안녕", Via.TCP));
            assertThat(seed.tcpReceive()).isEqualTo("ann: 안녕");
            Waiting.get(ann.send("quick", Via.UDP, Fallback.NONE));
            assertThat(seed.udpReceive()).isEqualTo("ann: quick");
            Waiting.get(ann.send("by both", Via.BOTH));
            assertThat(seed.tcpReceive()).isEqualTo("ann: by both");
            room.send("the host", Via.TCP, Fallback.NONE);
            assertThat(seed.tcpReceive()).isEqualTo("the host");

            assertThat(atAnn.message().text()).isEqualTo("the host");
            seed.udpSend("반가워");
            assertHeard("반가워", Via.UDP);
            seed.tcpSend("👋");
            assertHeard("👋", Via.TCP);
        }
    }

    private void assertHeard(String text, Via via) {
        Message message = atAnn.message();
        assertThat(message.text()).isEqualTo(text);
        assertThat(message.from()).isEqualTo(Pair.HOST);
        assertThat(message.via()).isEqualTo(via);
    }

    @Test
    void shouldHaveANameOfItsOwnBesideAnotherOfItsAddress() throws IOException {
        try (SeedClient first = connectSeed();
                SeedClient second = connectSeed()) {
            Waiting.until("both are here", () -> room.members().size() == 2);

            first.tcpSend("hello");
            assertThat(second.tcpReceive()).isEqualTo(Pair.HOST + ": hello");
            second.tcpSend("hello yourself");
            assertThat(first.tcpReceive()).isEqualTo(Pair.HOST + "-2: hello yourself");
        }
    }
}
