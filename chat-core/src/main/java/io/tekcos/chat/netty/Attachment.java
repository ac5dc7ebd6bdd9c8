package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.transfer.TransferDesk;
import io.tekcos.chat.wire.Attach;

/** A client's wish to attach a connection to a transfer of its session, which lives where the session does. */
final class Attachment {

    private final SessionAcceptor acceptor;
    private final ServerHandshake handshake;
    private final ServerHandshakeHandler handler;
    private final Channel channel;
    private final Attach attach;

    Attachment(
            SessionAcceptor acceptor,
            ServerHandshake handshake,
            ServerHandshakeHandler handler,
            Channel channel,
            Attach attach) {
        this.acceptor = acceptor;
        this.handshake = handshake;
        this.handler = handler;
        this.channel = channel;
        this.attach = attach;
    }

    /** Decides, now or on another event loop, and answers. On the channel's event loop. */
    void begin() {
        ServerLifeline lifeline = acceptor.registry().find(attach.session());
        if (lifeline == null) {
            handler.refuse(RefusalCode.UNKNOWN, "no such session");
        } else if (!handshake.isProven(attach, lifeline.secret())) {
            handler.refuse(RefusalCode.UNPROVEN, "the session is another's");
        } else {
            new ChannelMove(handler, channel).to(lifeline.session().eventLoop(), () -> attach(lifeline));
        }
    }

    private void attach(ServerLifeline lifeline) {
        TransferDesk desk = lifeline.session().transfers().desk();
        if (!desk.takesConnection(attach.transfer())) {
            handler.refuse(RefusalCode.UNKNOWN, "no transfer of that name awaits a connection");
            return;
        }
        handler.onDecided();
        channel.write(Frames.encode(channel, handshake.attach(attach, lifeline.secret())), channel.voidPromise());
        desk.attach(attach.transfer(), channel);
        channel.flush();
    }
}
