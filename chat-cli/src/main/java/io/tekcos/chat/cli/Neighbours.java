package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.RoomMember;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who else is in the server's room. Those who were there before us have lower numbers; a server names them at the beginning, one
 * after the other, and they make one line. On the printer's thread.
 */
final class Neighbours {

    /** So long the rest of those who were there is waited for. */
    private static final int SOON_MILLIS = 100;

    private final String ownName;
    private final Output output;
    private final List<RoomMember> before = new ArrayList<>();
    private final Executor aLittleLater;
    private @Nullable RoomMember self;

    /**
     * @param ownName the name that we came with
     */
    Neighbours(String ownName, Output output, Executor printer) {
        this.ownName = ownName;
        this.output = output;
        aLittleLater = CompletableFuture.delayedExecutor(SOON_MILLIS, TimeUnit.MILLISECONDS, printer);
    }

    void onJoined(Session session, MemberJoined joined) {
        RoomMember member = joined.member();
        if (joined.self()) {
            self = member;
            output.enteredRoom(session, member, ownName);
        } else if (self != null && member.number() < self.number()) {
            output.memberBefore(session, member);
            before.add(member);
            if (before.size() == 1) {
                aLittleLater.execute(() -> sayWhoWasHere(session));
            }
        } else {
            sayWhoWasHere(session);
            output.memberJoined(session, member);
        }
    }

    void onLeft(Session session, MemberLeft left) {
        sayWhoWasHere(session);
        output.memberLeft(session, left.member());
    }

    /** Says what was to be said a little later: something else happens now. */
    void sayWhoWasHere(Session session) {
        if (!before.isEmpty()) {
            output.membersBefore(session, List.copyOf(before));
            before.clear();
        }
    }
}
