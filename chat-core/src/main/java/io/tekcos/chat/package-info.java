/**
 * Sessions of two paths, TCP and UDP, between two programs. {@link io.tekcos.chat.ChatServer} accepts them,
 * {@link io.tekcos.chat.ChatClient} begins them, and both have a {@link io.tekcos.chat.Session} in hand afterwards.
 *
 * <p>Threads: every method may be called from any thread. Listeners run one event at a time and in order, on the session's
 * own event loop unless an executor was given; on an event loop do not block, and do not wait for that session: it throws.
 */
@NullMarked
package io.tekcos.chat;

import org.jspecify.annotations.NullMarked;
