package io.tekcos.chat.model;

import java.time.Duration;

/**
 * The session's connection is lost, and the session waits for another; texts by TCP are accepted meanwhile, within the window.
 *
 * @param attempt which attempt to connect comes next, from 1; 0 at a server, which waits for its client to come
 * @param delay how long until that attempt; at a server, how long it will wait for the client
 * @param why what became of the connection, or of the attempt before; perhaps empty
 */
public record Reconnecting(int attempt, Duration delay, String why) implements SessionEvent {}
