package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/**
 * A connection whose client asks for a session moves to that session's event loop, where it is decided what becomes of it. On the
 * new event loop nothing is left of what the old one had to do with the channel.
 */
final class ChannelMove {

    private final ServerHandshakeHandler handler;
    private final Channel channel;

    ChannelMove(ServerHandshakeHandler handler, Channel channel) {
        this.handler = handler;
        this.channel = channel;
    }

    /** Moves, and then goes on, unless the client has gone meanwhile or there is no way there. On the channel's event loop. */
    void to(EventLoop loop, Runnable then) {
        if (channel.eventLoop() == loop) {
            arrive(then);
            return;
        }
        handler.beginMove();
        channel.deregister()
                .addListener(gone -> loop.register(channel).addListener(there -> {
                    if (there.isSuccess()) {
                        loop.execute(() -> onMoved(then)); // not before the handlers have heard where they are
                    } else {
                        giveUp();
                    }
                }));
    }

    private void onMoved(Runnable then) {
        try {
            arrive(then);
        } catch (Throwable e) { // whatever it is: a task that throws is only logged, and the client would wait
            channel.pipeline().fireExceptionCaught(e);
        }
    }

    private void arrive(Runnable then) {
        if (handler.isDecided()) {
            return; // on its way here the client has broken the protocol, or gone
        }
        if (channel.isActive()) {
            then.run();
        } else {
            handler.onVanished();
        }
    }

    /** There was no way to the session: the server is shutting down, or the channel was closed on its way. */
    private void giveUp() {
        handler.onVanished();
        channel.close();
    }
}
