package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.StreamEar;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;

/** Brings what a side's stream delivers to its inbox, and what became of its own texts to the ledger. */
record Ear(Side side, Inbox inbox, Ledger sends) implements StreamEar<Sent> {

    @Override
    public boolean isIdle() {
        return inbox.isIdle();
    }

    @Override
    public void onText(Text text, int bytes, boolean maybeRepeated) {
        inbox.onFrame(new Message(text.id(), "", text.text(), Via.TCP, text.both(), maybeRepeated), bytes);
    }

    @Override
    public void onRoomFrame(RoomFrame news, int bytes) {
        throw new AssertionError("nobody keeps a room here");
    }

    @Override
    public void onTransferFrame(TransferFrame frame, int bytes) {
        side.desk().onFrame(frame);
        inbox.onFrame(null, bytes);
    }

    @Override
    public void onTransfersForgotten(int bytes) {
        side.desk().onForgotten();
        inbox.onFrame(null, bytes);
    }

    @Override
    public void onNothing(int bytes) {
        inbox.onFrame(null, bytes);
    }

    @Override
    public boolean onEarlyText(CopyDatagram copy) {
        return inbox.onDatagram(new Message(copy.textId(), "", copy.text(), Via.UDP, true));
    }

    @Override
    public void onSlowerCopy(long id, boolean byUdp, long behindNanos) {
        side.happenings().add(byUdp ? Happening.SLOWER_BY_UDP : Happening.SLOWER_BY_TCP);
        if (behindNanos < 0) {
            throw new AssertionError("the slower copy of " + id + " came " + -behindNanos + " ns before the other");
        }
    }

    @Override
    public void onAcknowledged(Sent sent) {
        sends.onAcknowledged(sent);
    }

    @Override
    public void onUnknown(Sent sent, SessionClosed how) {
        sends.onUnknown(sent);
    }

    @Override
    public void onUndelivered(Sent sent, SessionClosed how) {
        if (sent.copyGone) {
            sends.onUnknown(sent);
        } else {
            sends.onUndelivered(sent);
        }
    }

    @Override
    public void onKept(Sent sent, SessionClosed how) {
        sends.onKept(sent);
    }

    @Override
    public void onDetached(String why) {
        side.onDetached(why);
    }

    @Override
    public void onResumed(long repeated) {
        side.onResumed(repeated);
    }

    @Override
    public void onEnded(SessionClosed how) {
        side.onEnded(how);
    }

    @Override
    public void onClosing() {}
}
