package io.tekcos.chat.netty;

import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.StreamEar;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Brings what a session's stream delivers to its inbox, and what became of the texts it sent to their receipts. */
final class SessionEar implements StreamEar<ReceiptFuture> {

    private final FramedSession session;
    private final Inbox inbox;
    private final Roster roster;
    private final List<Long> unknown = new ArrayList<>(0);

    SessionEar(FramedSession session, Roster roster) {
        this.session = session;
        this.roster = roster;
        inbox = session.inbox();
    }

    @Override
    public boolean isIdle() {
        return inbox.isIdle();
    }

    @Override
    public void onText(Text text, int bytes, boolean maybeRepeated) {
        String author = session.nameOf(text.from());
        inbox.onFrame(new Message(text.id(), author, text.text(), Via.TCP, text.both(), maybeRepeated), bytes);
    }

    @Override
    public void onRoomFrame(RoomFrame news, int bytes) throws WireException {
        inbox.onFrame(roster.onFrame(news), bytes);
    }

    @Override
    public void onTransferFrame(TransferFrame frame, int bytes) {
        session.transfers().desk().onFrame(frame);
        inbox.onFrame(null, bytes);
    }

    @Override
    public void onTransfersForgotten(int bytes) {
        session.transfers().desk().onForgotten();
        inbox.onFrame(null, bytes);
    }

    @Override
    public void onNothing(int bytes) {
        inbox.onFrame(null, bytes);
    }

    @Override
    public boolean onEarlyText(CopyDatagram copy) {
        return session.udpPath()
                .deliver(new Message(copy.textId(), session.nameOf(copy.from()), copy.text(), Via.UDP, true));
    }

    @Override
    public void onSlowerCopy(long id, boolean byUdp, long behindNanos) {
        inbox.onEvent(new SlowerCopy(id, byUdp ? Via.UDP : Via.TCP, Duration.ofNanos(behindNanos)));
    }

    @Override
    public void onAcknowledged(ReceiptFuture receipt) {
        receipt.delivered();
    }

    @Override
    public void onUnknown(ReceiptFuture receipt, SessionClosed how) {
        unknown.add(receipt.id());
        receipt.unknown(how);
    }

    @Override
    public void onUndelivered(ReceiptFuture receipt, SessionClosed how) {
        if (receipt.isCopyGone()) {
            onUnknown(receipt, how);
        } else {
            receipt.undelivered(how);
        }
    }

    @Override
    public void onKept(ReceiptFuture receipt, SessionClosed how) {
        receipt.kept(how);
    }

    @Override
    public void onDetached(String why) {
        session.onDetached(why);
    }

    @Override
    public void onResumed(long repeated) {
        inbox.onEvent(new Resumed(repeated));
    }

    @Override
    public void onEnded(SessionClosed how) {
        reportUnknown();
        session.onEnd(how);
    }

    /** Tells the listener of the texts whose fate has turned out to be unknown. */
    void reportUnknown() {
        if (!unknown.isEmpty()) {
            inbox.onEvent(new FatesUnknown(unknown));
            unknown.clear();
        }
    }

    @Override
    public void onClosing() {
        inbox.stopKeeping();
    }
}
