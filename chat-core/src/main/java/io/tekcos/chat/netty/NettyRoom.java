package io.tekcos.chat.netty;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.MemberNames;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sessions that hear one another: what one member says goes to all others, by the path it came. One lock orders it all, so that
 * everybody hears of a member before its first text by TCP, and all hear the texts by TCP in the same order. It is held while
 * frames that are encoded once are appended to the members' logs, never while anything waits. A member whose log is full is
 * a whole window behind, and is closed as {@link CloseCause#TOO_SLOW}; the others do not notice.
 */
public final class NettyRoom {

    private final Object lock = new Object();
    private final MemberNames names;
    private final Map<NettySession, RoomMember> members = new LinkedHashMap<>();
    private long nextTextId = ThreadLocalRandom.current().nextLong() >>> 1;
    private int lastNumber;

    /**
     * A room with nobody in it but its host.
     *
     * @param hostName the host's name, which no member gets
     */
    public NettyRoom(String hostName) {
        names = new MemberNames(hostName);
    }

    /**
     * Takes a session in, before its first event and so on its event loop: it is told who is here, and the others are told of it.
     * It leaves when it ends. If its name is taken, it gets another, which {@link NettySession#peer()} has from then on.
     *
     * @param session in no room yet
     * @return the member it is here
     * @throws IllegalStateException if the session is in a room, or {@value Roster#MOST_MEMBERS} members are in this one, or this is
     *     not its event loop
     */
    public RoomMember join(NettySession session) {
        List<NettySession> tooSlow = new ArrayList<>(0);
        RoomMember member;
        synchronized (lock) {
            if (members.size() == Roster.MOST_MEMBERS) {
                throw new IllegalStateException("The room is full");
            }
            session.enterRoom(message -> relay(session, message));
            Peer peer = session.peer();
            member = new RoomMember(++lastNumber, names.take(peer.name()));
            session.rename(member.name());
            byte[] news = frame(member);
            announce(session, news, tooSlow);
            members.values().forEach(present -> announce(session, frame(present), tooSlow));
            members.keySet().forEach(present -> announce(present, news, tooSlow));
            members.put(session, member);
        }
        close(tooSlow);
        session.whenClosed().thenRun(() -> leave(session));
        return member;
    }

    /**
     * Who is here, the host apart, in the order in which they came.
     *
     * @return a snapshot
     */
    public List<RoomMember> members() {
        synchronized (lock) {
            return List.copyOf(members.values());
        }
    }

    /**
     * Sends a text of the host's to everybody. Any thread.
     *
     * @param text at most {@link io.tekcos.chat.model.Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @param fallback what becomes, member by member, of a text that no datagram can carry
     * @return for each member what {@link NettySession#send} returns; empty if nobody is here. Who is a whole window behind is
     *     not sent it, and is closed as {@link CloseCause#TOO_SLOW}
     */
    public Map<NettySession, Sending> send(String text, Via via, Fallback fallback) {
        int bytes = Outgoing.sizeOf(text);
        List<NettySession> tooSlow = new ArrayList<>(0);
        Map<NettySession, Sending> sendings = new LinkedHashMap<>();
        synchronized (lock) {
            SharedText shared = new SharedText(nextTextId++, 0, "", text, bytes);
            for (NettySession member : members.keySet()) {
                ReceiptFuture sending = member.send(shared, via, fallback);
                sendings.put(member, sending);
                if (sending.foundLogFull()) {
                    tooSlow.add(member);
                }
            }
        }
        close(tooSlow);
        return sendings;
    }

    private void relay(NettySession from, Message message) {
        List<NettySession> tooSlow = new ArrayList<>(0);
        synchronized (lock) {
            RoomMember author = members.get(from);
            if (author == null || members.size() == 1) {
                return;
            }
            String text = message.text();
            SharedText shared =
                    new SharedText(nextTextId++, (int) author.number(), author.name(), text, Utf8.size(text));
            Via via = message.both() ? Via.BOTH : message.via();
            for (NettySession member : members.keySet()) {
                if (member != from && !member.relay(shared, via)) {
                    tooSlow.add(member);
                }
            }
        }
        close(tooSlow);
    }

    private void leave(NettySession session) {
        List<NettySession> tooSlow = new ArrayList<>(0);
        synchronized (lock) {
            RoomMember member = members.remove(session);
            if (member != null) {
                names.free(member.name());
                byte[] news = new Left((int) member.number()).toBytes();
                members.keySet().forEach(present -> announce(present, news, tooSlow));
            }
        }
        close(tooSlow);
    }

    private static void announce(NettySession to, byte[] news, List<NettySession> tooSlow) {
        if (!to.tell(news)) {
            tooSlow.add(to);
        }
    }

    private static byte[] frame(RoomMember member) {
        Frame frame = new Member((int) member.number(), member.name());
        return frame.toBytes();
    }

    /** Outside the lock: listeners may hear of it at once, and do what they like. */
    private static void close(List<NettySession> tooSlow) {
        for (NettySession session : tooSlow) {
            session.close(CloseCause.TOO_SLOW, "a whole window behind the others in the room");
        }
    }
}
