/**
 * Sessions on Netty channels, and the only exported package that shows a type of Netty. {@code ChatServer} and
 * {@code ChatClient} come in by the same door as anybody with a bootstrap of their own:
 * {@link io.tekcos.chat.netty.SessionAcceptor} and {@link io.tekcos.chat.netty.SessionConnector}.
 * {@link io.tekcos.chat.netty.Pipelines} shows how the handlers are put together.
 */
@NullMarked
package io.tekcos.chat.netty;

import org.jspecify.annotations.NullMarked;
