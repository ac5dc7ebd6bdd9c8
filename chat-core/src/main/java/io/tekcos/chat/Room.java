package io.tekcos.chat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.NettyRoom;
import io.tekcos.chat.netty.NettySession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions of one or several servers that hear one another: what a member says goes to all others, by the path it came or,
 * where that is not to be had, by TCP. A room begins with
 *
 * <pre>{@code
 * Room room = new Room("sue");
 * ChatServer server = ChatServer.builder().name("sue").onSession(room::join).start();
 * }</pre>
 *
 * <ul>
 *   <li>The host hears the members as it hears any session, with a listener of its own on it, and speaks by {@link #send}. A text
 *       is passed on as it arrives, and its receipt says DELIVERED when the host's listener has had it; a slow host holds up those
 *       who speak, not what they said.
 *   <li>All hear the texts by TCP in the same order, and of a member before its first one.
 *   <li>A member that is its window (1 MiB, see {@link Limits#window()}) behind is closed as {@link CloseCause#TOO_SLOW}. The others
 *       do not wait for it.
 * </ul>
 *
 * Any thread may call its methods.
 */
public final class Room {

    private final NettyRoom netty;
    private final Map<NettySession, Session> sessions = new ConcurrentHashMap<>();

    /**
     * A room with nobody in it but its host.
     *
     * @param hostName the name of the server's side, which no member gets
     */
    public Room(String hostName) {
        netty = new NettyRoom(hostName);
    }

    /**
     * Takes a session in: it is told who is here, and the others of it. It leaves when it ends. If its name is taken, it gets
     * {@code -2} or the next number that is free, and {@link Session#peer()} has that name from then on. If the session has no
     * listener it gets one that does nothing, so that its texts count as heard.
     *
     * <p>To be called where {@link ChatServer.Builder#onSession} calls, before the session's first event.
     *
     * @param session one that a server has accepted, in no room yet
     * @return the member it is here
     * @throws IllegalStateException if it is in a room already, or 65,536 members are in this one, or this is not its event loop
     */
    public RoomMember join(Session session) {
        NettySession member = session.netty();
        sessions.put(member, session);
        member.whenClosed().thenRun(() -> sessions.remove(member));
        return netty.join(member);
    }

    /**
     * Who is here, the host apart, in the order in which they came.
     *
     * @return a snapshot
     */
    public List<RoomMember> members() {
        return netty.members();
    }

    /**
     * Sends a text of the host's to everybody; to whom no datagram can carry it, it travels by TCP.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @return as for {@link #send(String, Via, Fallback)}
     */
    public Map<Session, Sending> send(String text, Via via) {
        return send(text, via, Fallback.TCP);
    }

    /**
     * Sends a text of the host's to everybody.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @param fallback what becomes, member by member, of a text for UDP or both that no datagram can carry
     * @return for each member, in the order in which they came, what {@link Session#send(String, Via, Fallback)} returns; all have
     *     the same id. It is empty if nobody is here
     */
    public Map<Session, Sending> send(String text, Via via, Fallback fallback) {
        Map<Session, Sending> sendings = new LinkedHashMap<>();
        netty.send(text, via, fallback).forEach((member, sending) -> {
            Session session = sessions.get(member);
            if (session != null) { // else it has ended, and nobody has it in hand any more
                sendings.put(session, sending);
            }
        });
        return sendings;
    }
}
