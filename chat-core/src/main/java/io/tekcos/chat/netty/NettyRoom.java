package io.tekcos.chat.netty;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
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
    private final Map<NettySession, Place> places = new LinkedHashMap<>();
    private long nextTextId = ThreadLocalRandom.current().nextLong() >>> 1;
    private int lastNumber;

    /** A member's place in the room; lost once the member has missed something. */
    private static final class Place {
        final NettySession session;
        final RoomMember member;
        boolean lost;

        Place(NettySession session, RoomMember member) {
            this.session = session;
            this.member = member;
        }
    }

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
     * @param session one that a server has accepted, in no room yet
     * @return the member it is here
     * @throws IllegalStateException if the session is in a room, or {@value Roster#MOST_MEMBERS} members are in this one, or this is
     *     not its event loop
     */
    public RoomMember join(NettySession session) {
        List<Place> tooSlow = new ArrayList<>(0);
        RoomMember member;
        synchronized (lock) {
            if (places.size() == Roster.MOST_MEMBERS) {
                throw new IllegalStateException("The room is full");
            }
            session.enterRoom(message -> relay(session, message));
            member = new RoomMember(
                    Integer.toUnsignedLong(++lastNumber),
                    names.take(session.peer().name()));
            session.rename(member.name());
            byte[] news = frame(member);
            Place place = new Place(session, member);
            tell(place, news, tooSlow);
            places.values().forEach(present -> tell(place, frame(present.member), tooSlow));
            tellAll(news, tooSlow);
            places.put(session, place);
        }
        session.whenClosed().thenRun(() -> leave(session));
        close(tooSlow);
        return member;
    }

    /**
     * Who is here, the host apart, in the order in which they came.
     *
     * @return a snapshot
     */
    public List<RoomMember> members() {
        synchronized (lock) {
            return places.values().stream().map(place -> place.member).toList();
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
        List<Place> tooSlow = new ArrayList<>(0);
        Map<NettySession, Sending> sendings = new LinkedHashMap<>();
        synchronized (lock) {
            SharedText shared = new SharedText(nextTextId++, 0, "", text, bytes);
            for (Place place : places.values()) {
                if (!place.lost) {
                    ReceiptFuture sending = place.session.send(shared, via, fallback);
                    sendings.put(place.session, sending);
                    loseIf(sending.foundLogFull(), place, tooSlow);
                }
            }
        }
        close(tooSlow);
        return sendings;
    }

    private void relay(NettySession from, Message message) {
        List<Place> tooSlow = new ArrayList<>(0);
        synchronized (lock) {
            Place author = places.get(from);
            if (author == null || places.size() == 1) {
                return;
            }
            SharedText shared = new SharedText(
                    nextTextId++,
                    (int) author.member.number(),
                    author.member.name(),
                    message.text(),
                    Utf8.size(message.text()),
                    message.maybeRepeated());
            Via via = message.both() ? Via.BOTH : message.via();
            for (Place place : places.values()) {
                if (place != author && !place.lost) {
                    loseIf(!place.session.relay(shared, via), place, tooSlow);
                }
            }
        }
        close(tooSlow);
    }

    private void leave(NettySession session) {
        List<Place> tooSlow = new ArrayList<>(0);
        synchronized (lock) {
            Place place = places.remove(session);
            if (place != null) {
                names.free(place.member.name());
                tellAll(new Left((int) place.member.number()).toBytes(), tooSlow);
            }
        }
        close(tooSlow);
    }

    private void tellAll(byte[] news, List<Place> tooSlow) {
        places.values().forEach(place -> tell(place, news, tooSlow));
    }

    private static void tell(Place to, byte[] news, List<Place> tooSlow) {
        if (!to.lost) {
            loseIf(!to.session.tell(news), to, tooSlow);
        }
    }

    /** Who has missed one thing is told nothing more, so that nothing is left out of what a member has heard. */
    private static void loseIf(boolean missed, Place place, List<Place> tooSlow) {
        if (missed) {
            place.lost = true;
            tooSlow.add(place);
        }
    }

    private static byte[] frame(RoomMember member) {
        Frame frame = new Member((int) member.number(), member.name());
        return frame.toBytes();
    }

    /** Outside the lock: listeners may hear of it at once, and do what they like. */
    private static void close(List<Place> tooSlow) {
        for (Place place : tooSlow) {
            place.session.close(CloseCause.TOO_SLOW, "a whole window behind the others in the room");
        }
    }
}
