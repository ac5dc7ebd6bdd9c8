package io.tekcos.chat;

import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SlowerCopy;

/**
 * Hears what happens to a session, one event at a time and in order. An exception thrown here is logged and harms nobody; the
 * event counts as heard.
 */
public interface SessionListener {

    /**
     * A text has arrived. For one that came by TCP, its sender's receipt says DELIVERED once this method has returned.
     *
     * @param session the session
     * @param message the text
     */
    default void onMessage(Session session, Message message) {}

    /**
     * The slower copy of a text that was sent by both paths has come; the text itself was heard before.
     *
     * @param session the session
     * @param copy which text, and how far behind
     */
    default void onSlowerCopy(Session session, SlowerCopy copy) {}

    /**
     * The peer keeps a room, and somebody is there: at the beginning this side itself and whoever was there before, later
     * whoever comes.
     *
     * @param session the session
     * @param joined who
     */
    default void onMemberJoined(Session session, MemberJoined joined) {}

    /**
     * Somebody has left the room that the peer keeps.
     *
     * @param session the session
     * @param left who
     */
    default void onMemberLeft(Session session, MemberLeft left) {}

    /**
     * The UDP path came up, went down, or is up by another address of the peer.
     *
     * @param session the session
     * @param change its new state, and why
     */
    default void onPathChanged(Session session, PathChanged change) {}

    /**
     * {@link Session#isWritable()} changed.
     *
     * @param session the session
     * @param writable its new value
     */
    default void onWritabilityChanged(Session session, boolean writable) {}

    /**
     * The session's connection is lost, or an attempt to get another has failed; a client tries again soon, a server waits.
     *
     * @param session the session
     * @param news which attempt comes next, and when
     */
    default void onReconnecting(Session session, Reconnecting news) {}

    /**
     * The session goes on over another connection.
     *
     * @param session the session
     * @param resumed how much was sent again
     */
    default void onResumed(Session session, Resumed resumed) {}

    /**
     * The session ends, and of some texts of this side nobody can tell whether they were delivered. {@link #onClosed} follows.
     *
     * @param session the session
     * @param fates which texts
     */
    default void onFatesUnknown(Session session, FatesUnknown fates) {}

    /**
     * The session has ended: the last event, and exactly one.
     *
     * @param session the session
     * @param closed how it ended
     */
    default void onClosed(Session session, SessionClosed closed) {}
}
