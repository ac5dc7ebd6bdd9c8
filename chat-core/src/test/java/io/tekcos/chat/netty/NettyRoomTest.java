package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedRoom.Guest;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what in a room, on streams alone. */
class NettyRoomTest {

    private EmbeddedRoom hall;

    @BeforeEach
    void open() throws Exception {
        hall = new EmbeddedRoom();
    }

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldTellWhoComesItselfFirstAndThenThoseWhoAreThere() throws Exception {
        assertThat(hall.join("ann").gets()).containsExactly(new Member(1, "ann"));
        assertThat(hall.join("ben").gets()).containsExactly(new Member(2, "ben"), new Member(1, "ann"));
        assertThat(hall.join("cas").gets())
                .containsExactly(new Member(3, "cas"), new Member(1, "ann"), new Member(2, "ben"));
    }

    @Test
    void shouldTellThoseWhoAreThereOfWhoComesAndWhoLeaves() throws Exception {
        Guest ann = hall.join("ann");
        Guest ben = hall.join("ben");
        Guest cas = hall.join("cas");
        assertThat(ann.gets()).containsExactly(new Member(1, "ann"), new Member(2, "ben"), new Member(3, "cas"));
        cas.gets();

        ben.stream.close();

        assertThat(ann.gets()).containsExactly(new Left(2));
        assertThat(cas.gets()).containsExactly(new Left(2));
        assertThat(hall.room.members()).containsExactly(new RoomMember(1, "ann"), new RoomMember(3, "cas"));
    }

    @Test
    void shouldCallAPeerWhatTheRoomCallsIt() throws Exception {
        hall.join("ann");
        Guest second = hall.join("Ann");

        assertThat(second.gets()).startsWith(new Member(2, "Ann-2"));
        assertThat(second.session.peer().name()).isEqualTo("Ann-2");
        second.says(text(1, "it is me"));
        assertThat(hall.messages()).containsExactly(new Message(1, "Ann-2", "it is me", Via.TCP, false));
    }

    @Test
    void shouldGiveTheNameButNotTheNumberOfWhoHasLeftAgain() throws Exception {
        hall.join("ann").stream.close();

        assertThat(hall.join("ann").gets()).containsExactly(new Member(2, "ann"));
    }

    @Test
    void shouldTakeNoSessionTwiceAndNoNameForIt() throws Exception {
        Guest ann = hall.join("ann");

        assertThatThrownBy(() -> hall.room.join(ann.session)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new NettyRoom("another").join(ann.session)).isInstanceOf(IllegalStateException.class);

        assertThat(hall.room.members()).containsExactly(new RoomMember(1, "ann"));
        assertThat(hall.join("ann").gets()).startsWith(new Member(2, "ann-2"));
    }

    @Test
    void shouldPassATextOnToTheOthersAndNotBackToItsAuthor() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        Guest cas = guest("cas");
        ann.gets();
        ben.gets();

        ben.says(text(77, "hello"));

        Text relayed = (Text) ann.gets().get(0);
        assertThat(relayed).isEqualTo(new Text(relayed.id(), 2, "hello", false));
        assertThat(cas.gets()).containsExactly(relayed);
        assertThat(ben.gets()).containsExactly(new Received(1));
        assertThat(hall.messages()).containsExactly(new Message(77, "ben", "hello", Via.TCP, false));
    }

    @Test
    void shouldMarkForTheOthersWhatMayHaveBeenHeardBefore() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");

        ben.says(new Text(1, 0, "once more", false, true), text(2, "new"));

        assertThat(texts(ann))
                .extracting(Text::text, Text::again)
                .containsExactly(tuple("once more", true), tuple("new", false));
        assertThat(hall.messages()).extracting(Message::maybeRepeated).containsExactly(true, false);
    }

    @Test
    void shouldUseAnIdOnceWhoeverSpeaks() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        Guest cas = guest("cas");
        ann.says(text(1, "a"), text(2, "b"));
        ben.says(text(1, "a"));
        hall.room.send("from the host", Via.TCP, Fallback.TCP);

        assertThat(texts(cas)).extracting(Text::id).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellAllTheTextsInTheSameOrder() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        Guest cas = guest("cas");
        Guest dan = guest("dan");
        for (int i = 0; i < 100; i++) {
            ann.says(text(i, "ann " + i));
            ben.says(text(i, "ben " + i), text(i, "ben again " + i));
            hall.room.send("host " + i, Via.TCP, Fallback.TCP);
        }

        List<Text> heard = texts(cas);
        assertThat(heard).hasSize(400);
        assertThat(texts(dan)).isEqualTo(heard);
        assertThat(texts(ann)).isEqualTo(by(heard, 0, 2));
        assertThat(texts(ben)).isEqualTo(by(heard, 0, 1));
    }

    @Test
    void shouldNameAMemberBeforeItsFirstTextAndNothingOfItAfterItLeft() throws Exception {
        Guest ann = guest("ann");
        Guest ben = hall.join("ben");
        ben.says(text(1, "hello"), new Bye(0, "", 2));
        ben.says(new Received(2));
        ben.stream.endInput();
        ben.stream.close();

        assertThat(ann.gets())
                .satisfiesExactly(
                        member -> assertThat(member).isEqualTo(new Member(2, "ben")),
                        text -> assertThat(text).isInstanceOf(Text.class),
                        left -> assertThat(left).isEqualTo(new Left(2)));
    }

    @Test
    void shouldSendAllTheHostsTextAndGiveAReceiptForEach() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        ann.gets();
        Map<NettySession, Sending> sendings = hall.room.send("to all", Via.TCP, Fallback.TCP);

        Text sent = texts(ann).get(0);
        assertThat(sent).isEqualTo(new Text(sent.id(), 0, "to all", false));
        assertThat(texts(ben)).containsExactly(sent);
        assertThat(sendings).containsOnlyKeys(ann.session, ben.session);
        ann.says(new Received(3));
        assertThat(sendings.get(ann.session)).isCompleted();
        assertThat(sendings.get(ben.session)).isNotDone();
    }

    @Test
    void shouldRefuseTheHostATextThatNobodyMaySend() throws Exception {
        Guest ann = guest("ann");

        assertThat(hall.room.send("x".repeat(65_537), Via.TCP, Fallback.TCP).get(ann.session))
                .isCompletedExceptionally();
        assertThat(hall.room.send("\ud800", Via.TCP, Fallback.TCP).get(ann.session))
                .isCompletedExceptionally();
        assertThat(ann.gets()).isEmpty();
        assertThat(ann.stream.isOpen()).isTrue();
    }

    @Test
    void shouldTakeNoMembersWordForWhoWroteAText() throws Exception {
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        ann.gets();

        ben.says(new Text(1, 1, "ann says so", false));

        assertThat(texts(ann))
                .singleElement()
                .satisfies(text -> assertThat(text.from()).isEqualTo(2));
        assertThat(hall.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.from()).isEqualTo("ben"));
    }

    @Test
    void shouldEndTheSessionOfAMemberThatSaysWhoIsThere() throws Exception {
        for (RoomFrame frame : new RoomFrame[] {new Member(9, "x"), new Left(1)}) {
            Guest ann = guest("ann");
            Guest ben = hall.join("ben");
            ben.gets();

            ben.says(frame);

            assertThat(ben.gets())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.PROTOCOL_ERROR.code()));
            ben.stream.close();
            assertThat(ann.gets()).hasSize(2).last().isInstanceOf(Left.class);
            assertThat(ann.stream.isOpen()).isTrue();
        }
    }

    @Test
    void shouldPassATextOnBeforeASlowHostHasHeardItAndAcknowledgeItAfterwards() throws Exception {
        Queue<Runnable> turns = new ArrayDeque<>();
        hall.listeningOn(turns::add);
        Guest ann = guest("ann");
        Guest ben = guest("ben");
        ann.gets();

        ben.says(text(1, "is anybody there?"));

        assertThat(texts(ann)).hasSize(1);
        assertThat(hall.messages()).isEmpty();
        assertThat(ben.gets()).isEmpty();
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
        assertThat(hall.messages()).hasSize(1);
        assertThat(ben.gets()).containsExactly(new Received(1));
    }

    @Test
    void shouldHearTheTextsOfARoomWhoseHostDoesNotListen() throws Exception {
        EmbeddedServer deaf = new EmbeddedServer().onSession(new NettyRoom("host")::join);
        EmbeddedStream stream = deaf.join();

        stream.receive(text(1, "hello"));

        assertThat(stream.sent()).containsExactly(new Received(1));
        deaf.close();
    }

    @Test
    void shouldSayWhyAMemberIsGoneWhoeverEndedIt() throws Exception {
        Guest ann = guest("ann");
        ann.stream.close();

        assertThat(ann.session.whenClosed())
                .isCompletedWithValueMatching(closed -> closed.cause() == CloseCause.CONNECTION_LOST)
                .isCompletedWithValueMatching(closed -> closed.by() == SessionClosed.Initiator.NETWORK);
        assertThat(hall.room.members()).isEmpty();
        assertThat(hall.room.send("anybody?", Via.TCP, Fallback.TCP)).isEmpty();
    }

    /** Somebody who has been told who is there. */
    private Guest guest(String name) throws Exception {
        Guest guest = hall.join(name);
        guest.gets();
        return guest;
    }

    private static Text text(long id, String text) {
        return new Text(id, 0, text, false);
    }

    private static List<Text> texts(Guest guest) {
        return guest.gets().stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .toList();
    }

    private static List<Text> by(List<Text> texts, int... authors) {
        return texts.stream()
                .filter(text -> IntStream.of(authors).anyMatch(author -> author == text.from()))
                .toList();
    }
}
