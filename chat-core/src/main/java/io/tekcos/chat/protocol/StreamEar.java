package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;

/**
 * Who hears what arrives by a {@link SessionStream}.
 *
 * @param <P> what waits for a text's acknowledgement
 */
public interface StreamEar<P> {

    /** Whether it has had everything. */
    boolean isIdle();

    /**
     * Takes a text of the stream; whoever has had it says {@link SessionStream#onProcessed}.
     *
     * @param maybeRepeated whether it may have been had before
     */
    void onText(Text text, int bytes, boolean maybeRepeated);

    /** Takes word of who is in the room; heard in turn with the texts. */
    void onRoomFrame(RoomFrame news, int bytes) throws WireException;

    /** Takes word of a transfer of files; heard in turn with the texts. */
    void onTransferFrame(TransferFrame frame, int bytes) throws WireException;

    /** Takes word that the peer knows nothing of the transfers up to here any more. */
    void onTransfersForgotten(int bytes);

    /** Takes a frame of which there is nothing to hear; it counts as heard when those before it were. */
    void onNothing(int bytes);

    /** Takes a text whose copy by UDP is the first, or returns false if it cannot. */
    boolean onEarlyText(CopyDatagram copy);

    /** Takes word that the second copy of a text has come. */
    void onSlowerCopy(long id, boolean byUdp, long behindNanos);

    /** The peer's listener has had what this stands for. */
    void onAcknowledged(P pending);

    /** The session has ended, and the fate of what this stands for is unknown. */
    void onUnknown(P pending, SessionClosed how);

    /** The session has ended, and the stream has not delivered what this stands for. */
    void onUndelivered(P pending, SessionClosed how);

    /** The session has ended here, and what this stands for goes on when a process with the same journal begins. */
    void onKept(P pending, SessionClosed how);

    /** The connection is lost; the session waits for another. */
    void onDetached(String why);

    /** There is another connection; so many frames that were sent before are sent again. */
    void onResumed(long repeated);

    /** The session is over, and has no connection any more. */
    void onEnded(SessionClosed how);

    /** The session closes from this side. */
    void onClosing();
}
