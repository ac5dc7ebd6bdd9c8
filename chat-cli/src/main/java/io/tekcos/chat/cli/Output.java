package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.TransferFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what happens: in lines for people or in JSON. Any thread may call its methods; each is a line that stands whole. */
interface Output {

    /**
     * The server listens.
     *
     * @param commands how others connect, one command line each
     */
    void listening(int tcpPort, int udpPort, String transport, List<String> commands);

    /**
     * The server listens, for files only.
     *
     * @param commands how others send them, one command line each
     * @param folder where they go; null if one is passed on, and kept nowhere
     */
    void receiving(int tcpPort, int udpPort, String transport, List<String> commands, @Nullable Path folder);

    /** We have connected. */
    void connected(Session session);

    /** Somebody has connected to us. */
    void joined(Session session);

    /** Somebody who was connected to us is gone. */
    void left(Session session, SessionClosed closed);

    /** A session's connection is lost, or an attempt to get another has failed. */
    void reconnecting(Session session, Reconnecting attempt);

    /** A session goes on by another connection. */
    void resumed(Session session, Resumed resumed);

    /** A text was taken for sending. */
    void sent(Session session, Sending sending, String text);

    /** Texts that a process before this one had accepted go on in a session of ours. */
    void restored(Session session, List<Sending> texts);

    /** A session of ours has ended, and these texts go on when the next one with the same outbox begins. */
    void kept(Session session, List<Long> ids);

    /** A text has reached the other program. */
    void delivered(Session session, Receipt receipt);

    /** The session ends, and nobody can tell whether these texts have reached the other program. */
    void unknown(SessionId session, List<Long> ids);

    /** A line meant for UDP or both is too long for a datagram, and travels by TCP alone. */
    void tooLongForUdp(Session session, long line);

    /** A line meant for UDP or both found UDP not up, and travels by TCP alone. */
    void udpWasNotUp(Session session, long line);

    /** A line meant for both travels by TCP alone, for a seed peer would take its two copies for two texts. */
    void seedPeerTakesNoCopies(Session session, long line);

    /**
     * We are in the room that the server keeps.
     *
     * @param self we, by the name that the room gave us
     * @param wished the name that we came with
     */
    void enteredRoom(Session session, RoomMember self, String wished);

    /** Somebody was in the room before us. */
    void memberBefore(Session session, RoomMember member);

    /** All these were in the room before us, of whom {@link #memberBefore} has told one by one. */
    void membersBefore(Session session, List<RoomMember> members);

    /** Somebody has come to the room. */
    void memberJoined(Session session, RoomMember member);

    /** Somebody has left the room. */
    void memberLeft(Session session, RoomMember member);

    /** Who is in the room, we first: part of the answer to {@code /peers}. */
    void members(Session session, List<RoomMember> members);

    /** A text has come. */
    void message(SessionId session, Message message);

    /** The slower copy of a text that was sent by both has come. */
    void slowerCopy(SessionId session, SlowerCopy copy);

    /**
     * The UDP path changed.
     *
     * @param fallback what becomes of texts for UDP while it is down
     */
    void path(Session session, PathChanged change, Fallback fallback);

    /**
     * A peer offers files.
     *
     * @param from the name of who does
     * @param number by which a person decides; 0 if nobody is asked
     */
    void fileOffer(SessionId session, String from, OfferedFiles files, int number);

    /**
     * We have offered files.
     *
     * @param ownName what the peer sees us as
     * @param leftOut how many links and special files in them are not sent
     */
    void fileOffered(Recipient to, String ownName, OfferedFiles files, long leftOut);

    /** How far all transfers have come; none when the last one is over. */
    void fileProgress(List<Underway> all);

    /** How often to say how far transfers have come. */
    Duration progressInterval();

    /**
     * A transfer has come to its end.
     *
     * @param sha256 of all bytes of what was a single file; empty if nobody wants to know
     */
    void fileDone(Underway transfer, TransferResult result, Duration took, String sha256);

    /** A transfer has failed, or was not wanted. */
    void fileFailed(Underway transfer, TransferFault fault, String text);

    /** Who is connected: the answer to {@code /peers}. */
    void peer(Session session);

    /** What was counted: the answer to {@code /stats}. */
    void stats(Session session);

    /** What a server has counted of all its sessions: the answer to {@code /stats}, behind those of the sessions. */
    void serverStats(ServerCounters counters);

    /**
     * What a line of input can ask for: the answer to {@code /help}.
     *
     * @param texts whether texts can be sent
     */
    void help(boolean texts);

    /**
     * The network is made bad on purpose.
     *
     * @param spec in which way
     * @param faults what was done to it so far, by names such as {@code udp.in.lost}
     */
    void impairment(String spec, Map<String, Long> faults);

    /** A session that we began has ended. */
    void closed(Session session, SessionClosed closed);

    /** A text of the demo has come. */
    void demoText(DemoText text, ChildEvent arrival);

    /** The demo is over. */
    void demo(DemoResult result);

    /** Something failed. */
    void error(String code, String text);

    /** A word to a person at the keyboard; programs are not told. */
    void note(String text);
}
