package io.tekcos.chat.model;

/**
 * The session goes on over another connection; nothing was lost, doubled or reordered by TCP.
 *
 * @param repeated how many frames had to be sent again, because the peer had not got them by the connection before
 */
public record Resumed(long repeated) implements SessionEvent {}
