package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.RoomMember;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who else is in the server's room. Whoever was there before us has a lower number, and is named all at once: those who are told
 * together, as a server does at the beginning, make one line. On the printer's thread.
 */
final class Neighbours {

    private final String ownName;
    private final Output output;
    private final Executor printer;
    private final List<RoomMember> before = new ArrayList<>();
    private @Nullable RoomMember self;

    /**
     * @param ownName the name that we came with
     */
    Neighbours(String ownName, Output output, Executor printer) {
        this.ownName = ownName;
        this.output = output;
        this.printer = printer;
    }

    void onJoined(Session session, MemberJoined joined) {
        RoomMember member = joined.member();
        if (joined.self()) {
            self = member;
            output.enteredRoom(session, member, ownName);
        } else if (self != null && member.number() < self.number()) {
            before.add(member);
            if (before.size() == 1) {
                printer.execute(() -> sayWhoWasHere(session));
            }
        } else {
            output.memberJoined(session, member);
        }
    }

    private void sayWhoWasHere(Session session) {
        output.membersBefore(session, List.copyOf(before));
        before.clear();
    }
}
