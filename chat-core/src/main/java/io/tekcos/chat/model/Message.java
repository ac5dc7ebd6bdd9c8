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
 */
public record Message(long id, String from, String text, Via via, boolean both) implements SessionEvent {}
