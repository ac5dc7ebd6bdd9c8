package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;

/**
 * One attempt of a client to go on with its session by another connection. Whoever tries is heard on the session's own event
 * loop, one after the other: the channel moves there. An attempt touches nothing of the session until it is found good; then the
 * old connection is given up first, with whatever it may still bring, and only then it is read how far the session has come.
 */
final class Takeover {

    private final SessionAcceptor acceptor;
    private final ServerHandshake handshake;
    private final ServerHandshakeHandler handler;
    private final Channel channel;
    private final Resume resume;

    Takeover(
            SessionAcceptor acceptor,
            ServerHandshake handshake,
            ServerHandshakeHandler handler,
            Channel channel,
            Resume resume) {
        this.acceptor = acceptor;
        this.handshake = handshake;
        this.handler = handler;
        this.channel = channel;
        this.resume = resume;
    }

    /** Decides, now or on another event loop, and answers. On the channel's event loop. */
    void begin() {
        ServerLifeline lifeline = acceptor.registry().find(resume.session());
        if (lifeline == null) {
            answerFromTombstone();
        } else if (!handshake.isProven(resume, lifeline.secret())) {
            refuseUnproven();
        } else {
            new ChannelMove(handler, channel).to(lifeline.session().eventLoop(), () -> takeOver(lifeline));
        }
    }

    private void answerFromTombstone() {
        Tombstone tombstone = acceptor.tombstone(resume.session());
        if (tombstone == null) {
            handler.answerUnknown(handshake.unknown());
        } else if (!handshake.isProven(resume, tombstone.secret())) {
            refuseUnproven();
        } else {
            handler.refuse(handshake.ended(resume, tombstone));
        }
    }

    private void refuseUnproven() {
        handler.refuse(RefusalCode.UNPROVEN, "the session is another's");
    }

    private void takeOver(ServerLifeline lifeline) {
        if (lifeline.session().hasEnded()) {
            answerEnded();
            return;
        }
        RefusalCode refusal = lifeline.judge(resume);
        if (refusal != null) {
            handler.refuse(refusal, "the session does not go on by this attempt");
        } else {
            lifeline.giveUpConnection();
            goOn(lifeline);
        }
    }

    private void goOn(ServerLifeline lifeline) {
        FramedSession session = lifeline.session();
        if (session.hasEnded()) { // all was said, and only the connection was left
            answerEnded();
            return;
        }
        handler.onDecided();
        long id = Randoms.datagramId();
        Resumed answer = handshake.resume(
                resume,
                lifeline.secret(),
                id,
                session.stream().received(),
                session.stream().outbound().mayHaveArrived(),
                acceptor.name());
        channel.write(Frames.encode(channel, answer), channel.voidPromise());
        lifeline.onConnected(new AcceptedSession(session, id));
        acceptor.onResumed(session);
        session.resume(channel, resume.received(), acceptor.newBinding(id, lifeline.secret(), channel));
        acceptor.attachDatagrams(session.udpPath());
        channel.flush(); // the answer too, where the session has nothing to say
    }

    /** How far the session had come is final only when its listener has had what waited. */
    private void answerEnded() {
        Tombstone tombstone = acceptor.tombstone(resume.session());
        if (tombstone == null) {
            handler.refuse(RefusalCode.BUSY, "the session is ending");
        } else {
            handler.refuse(handshake.ended(resume, tombstone));
        }
    }
}
