package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room as a client sees it. */
class ClientRoomTest {

    private static final RoomMember ME = new RoomMember(7, "client-2");
    private static final RoomMember ANN = new RoomMember(3, "ann");

    private EmbeddedClient client;

    @BeforeEach
    void connect() throws Exception {
        client = new EmbeddedClient();
        client.stream.receive(EmbeddedServer.ack(1, 1), new Welcome(42, "server"));
        client.stream.sent();
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void shouldHearWhoIsThereInTurnWithTheTextsAndAcknowledgeAll() {
        client.stream.receive(
                member(ME), member(ANN), text(1, 3, "hello"), new Left(3), text(2, 0, "gone"), member(ANN));

        assertThat(client.heard)
                .containsExactly(
                        new MemberJoined(ME, true),
                        new MemberJoined(ANN, false),
                        message(1, "ann", "hello"),
                        new MemberLeft(ANN),
                        message(2, "server", "gone"),
                        new MemberJoined(ANN, false));
        assertThat(client.stream.sent()).containsExactly(new Received(6));
        assertThat(client.session().members()).containsExactly(ME, ANN);
        assertThat(client.session().counters().tcp().textsReceived()).isEqualTo(2);
    }

    @Test
    void shouldHearTheSameHoweverItIsCut() {
        byte[] bytes = Bytes.of(member(ME), text(1, 7, "me"), new Left(7));
        for (byte[][] reads : Bytes.everyCut(bytes)) {
            client.heard.clear();

            client.stream.receive(reads);

            assertThat(client.heard).hasSize(3).contains(message(1, "client-2", "me"), new MemberLeft(ME));
        }
    }

    @Test
    void shouldShowANumberUntilTheNameComes() {
        client.stream.receive(text(1, 3, "early"), text(2, -1, "early"));
        client.stream.receive(member(ME), member(ANN), text(3, 3, "named"));

        assertThat(client.heard)
                .contains(message(1, "#3", "early"), message(2, "#4294967295", "early"), message(3, "ann", "named"));
    }

    @Test
    void shouldRememberTheNameOfWhoHasLeft() {
        client.stream.receive(member(ME), member(ANN), new Left(3), text(1, 3, "late"));

        assertThat(client.heard).last().isEqualTo(message(1, "ann", "late"));
        assertThat(client.session().members()).containsExactly(ME);
    }

    @Test
    void shouldHearOnAnExecutorInTurnWithTheTexts() {
        Queue<Runnable> turns = new ArrayDeque<>();
        client.session().listen(client.heard::add, turns::add);
        client.stream.receive(member(ME), text(1, 0, "hello"), new Left(7), text(2, 0, "bye"));
        assertThat(client.stream.sent()).isEmpty();

        while (!turns.isEmpty()) {
            turns.remove().run();
        }

        assertThat(client.heard)
                .containsExactly(
                        new MemberJoined(ME, true),
                        message(1, "server", "hello"),
                        new MemberLeft(ME),
                        message(2, "server", "bye"));
        assertThat(client.stream.sent()).containsExactly(new Received(4));
    }

    @Test
    void shouldEndTheSessionWithAServerWhoseWordOfTheRoomCannotBe() {
        client.stream.receive(member(ME), text(1, 0, "before"), member(ME), text(2, 0, "after"));

        assertThat(client.stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.PROTOCOL_ERROR.code()));
        assertThat(client.heard).containsExactly(new MemberJoined(ME, true), message(1, "server", "before"));
    }

    private static Frame member(RoomMember member) {
        return new Member((int) member.number(), member.name());
    }

    private static Text text(long id, int from, String text) {
        return new Text(id, from, text, false);
    }

    private static SessionEvent message(long id, String from, String text) {
        return new Message(id, from, text, Via.TCP, false);
    }
}
