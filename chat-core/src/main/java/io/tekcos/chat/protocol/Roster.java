package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.WireException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the room, as the peer tells it; the first to be named is this side itself. Datagrams are not in order with that, so
 * the latest to leave are remembered for a while. It lives on the session's thread, which alone changes it and so may look at it
 * without a lock, at every text; {@link #members()} is for any thread.
 */
public final class Roster {

    /** How many members a room may have at most. */
    public static final int MOST_MEMBERS = 65_536;

    private static final int REMEMBERED = 64;

    private final int most;
    private @Nullable Map<Integer, RoomMember> present;
    private @Nullable Map<Integer, RoomMember> gone;
    private boolean knowsItself;
    private boolean isLate;

    private Roster(int most) {
        this.most = most;
    }

    /** The roster of a client, which may be in a room. */
    public static Roster ofClient() {
        return new Roster(MOST_MEMBERS);
    }

    /** The roster of a server: no client may tell it who is there. */
    public static Roster ofServer() {
        return new Roster(0);
    }

    /** Members have been named that are not known here: a process before this one was told. */
    public void joinLate() {
        isLate = true;
        knowsItself = true;
    }

    /** The peer will name the members anew. */
    public synchronized void clear() {
        present = null;
        gone = null;
        knowsItself = false;
        isLate = false;
    }

    /** Takes word from the peer, and returns what happened. */
    public synchronized SessionEvent onFrame(RoomFrame news) throws WireException {
        if (most == 0) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a client says who is in the room");
        }
        return news instanceof Member member ? onMember(member) : onLeft((Left) news);
    }

    /**
     * Who wrote a text.
     *
     * @param number from the text; 0 is the peer
     * @param peer the peer's name
     */
    public String nameOf(int number, String peer) {
        if (number == 0 || most == 0) {
            return peer;
        }
        RoomMember member = present().get(number);
        if (member == null && gone != null) {
            member = gone.get(number);
        }
        return member == null ? "#" + Integer.toUnsignedString(number) : member.name();
    }

    /** Who is there now, in the order in which they were named. */
    public synchronized List<RoomMember> members() {
        Collection<RoomMember> members = present().values();
        return List.copyOf(members);
    }

    private MemberJoined onMember(Member named) throws WireException {
        if (present == null) {
            present = new LinkedHashMap<>();
        }
        if (present.size() >= most) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a room of more than " + most + " members");
        }
        if (named.number() == 0) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a member with the number 0");
        }
        RoomMember member = new RoomMember(Integer.toUnsignedLong(named.number()), named.name());
        if (present.putIfAbsent(named.number(), member) != null) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "member " + member.number() + " is there already");
        }
        boolean self = !knowsItself;
        knowsItself = true;
        return new MemberJoined(member, self);
    }

    private MemberLeft onLeft(Left left) throws WireException {
        RoomMember member = present().get(left.number());
        if (member == null && isLate) {
            return new MemberLeft(new RoomMember(Integer.toUnsignedLong(left.number()), nameOf(left.number(), "")));
        }
        if (member == null) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "member " + Integer.toUnsignedString(left.number()) + " is not there");
        }
        present().remove(left.number());
        remember(left.number(), member);
        return new MemberLeft(member);
    }

    private void remember(Integer number, RoomMember member) {
        if (gone == null) {
            gone = new LinkedHashMap<>();
        }
        gone.put(number, member);
        if (gone.size() > REMEMBERED) {
            gone.remove(gone.keySet().iterator().next());
        }
    }

    private Map<Integer, RoomMember> present() {
        return present == null ? Map.of() : present;
    }
}
