package io.tekcos.chat.model;

/**
 * A text that arrived.
 *
 * @param id chosen by its sender and never used by it again; all 64 bits count
 * @param from the name of who wrote it
 * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8; it may hold any character, so escape it before showing
 *     it on a terminal
 * @param via the path it came by
 */
public record Message(long id, String from, String text, Via via) implements SessionEvent {}
