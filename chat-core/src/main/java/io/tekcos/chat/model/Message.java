package io.tekcos.chat.model;

/**
 * A text that arrived.
 *
 * @param id chosen by its sender and never used by it again; all 64 bits count. A {@linkplain Peer#seedPeer() seed peer}
 *     chooses none: there it is a number that this side gave
 * @param from the name of who wrote it
 * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8; it may hold any character, so escape it before showing
 *     it on a terminal
 * @param via the path it came by, {@link Via#TCP} or {@link Via#UDP}: of a text sent by {@link Via#BOTH}, the path of the
 *     copy that came first
 * @param both whether it was sent by {@link Via#BOTH}; how far behind the other copy was is told by {@link SlowerCopy}, if
 *     and when it comes
 * @param maybeRepeated whether a text of this id may have been heard here before: by a process that died before it could note
 *     down that it had, or in a session whose end left that open. Of two such texts one is to be ignored. In a room it may also be
 *     the host that had heard it before, and the members under another id
 */
public record Message(long id, String from, String text, Via via, boolean both, boolean maybeRepeated)
        implements SessionEvent {

    /**
     * One that was never heard here before.
     *
     * @param id see the component
     * @param from see the component
     * @param text see the component
     * @param via see the component
     * @param both see the component
     */
    public Message(long id, String from, String text, Via via, boolean both) {
        this(id, from, text, via, both, false);
    }
}
