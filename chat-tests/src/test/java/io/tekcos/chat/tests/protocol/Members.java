package io.tekcos.chat.tests.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who is who in an example: without a room the server is bob and the client is ada, in a room a client is what MEMBER says.
 *
 * @param done the blocks so far
 */
record Members(List<Block> done) {

    /** Whether the server of an example keeps a room. */
    static boolean hasRoom(Example example) {
        return example.blocks().stream().anyMatch(block -> block.is("MEMBER"));
    }

    /** The same example, but in a room without what goes on between the server and another client. */
    static Example asOneClientSeesIt(Example example) {
        List<Block> seen = example.blocks().stream()
                .filter(block -> !hasRoom(example) || !block.path().equals("tcp2"))
                .toList();
        return new Example(example.title(), seen);
    }

    /** Whether this is about who is in the room. */
    static boolean isNews(Block block) {
        return block.is("MEMBER") || block.is("LEFT");
    }

    /** Whether the sender of a text is not its author. */
    static boolean isPassedOn(Block text) {
        return from(text) != 0;
    }

    /** What a client is to hear of a MEMBER or LEFT. */
    SessionEvent event(Block news) {
        if (news.is("LEFT")) {
            return new MemberLeft(member(number(news)));
        }
        boolean self = named().findAny().isEmpty();
        return new MemberJoined(member(news), self);
    }

    /** The name of who wrote a text; a client's own is the first that it was told. */
    String author(Block text) {
        if (text.sender() == Party.CLIENT) {
            return named().filter(block -> block.path().equals(text.path()))
                    .findFirst()
                    .map(block -> member(block).name())
                    .orElse("ada");
        }
        return isPassedOn(text) ? member(from(text)).name() : "bob";
    }

    private RoomMember member(long number) {
        return named().filter(block -> number(block) == number)
                .findFirst()
                .map(Members::member)
                .orElseThrow(() -> new AssertionError("nobody has the number " + number));
    }

    private Stream<Block> named() {
        return done.stream().filter(block -> block.is("MEMBER"));
    }

    private static RoomMember member(Block named) {
        return new RoomMember(number(named), new String(named.field("name").bytes(), UTF_8));
    }

    private static long number(Block news) {
        return news.field("number").u32();
    }

    private static long from(Block text) {
        return text.field("from").u32();
    }
}
