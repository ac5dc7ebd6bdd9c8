package io.tekcos.chat.model;

/**
 * The UDP path of a session changed.
 *
 * @param udp its state from now on
 * @param why the reason in a few English words
 */
public record PathChanged(PathState udp, String why) implements SessionEvent {}
