package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Forgotten;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.TransferFrame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transfers of a side's session: says what they say in turn with all else, and finds them their connections. */
final class Desk {

    private final Side side;
    private final World world;
    private final boolean isClient;
    private final Map<TransferId, FileEnd> running = new HashMap<>();
    private final Queue<Frame> untold = new ArrayDeque<>();
    private @Nullable String ended;

    Desk(Side side, World world, boolean isClient) {
        this.side = side;
        this.world = world;
        this.isClient = isClient;
    }

    Side side() {
        return side;
    }

    Agenda agenda() {
        return world.agenda();
    }

    Shipper shipper() {
        return world.shipper();
    }

    void tell(Frame frame) {
        untold.add(frame);
        tellAll();
    }

    /** There may be room again for what waits. */
    void tellAll() {
        for (Frame next = untold.peek(); next != null && side.isAlive(); next = untold.peek()) {
            if (!side.sender().send(next)) {
                world.happenings().add(Happening.TRANSFER_FRAME_WAITED);
                return;
            }
            untold.remove();
        }
    }

    /** Somebody on this side offers something, perhaps not for the first time; returns null if the session is over. */
    @Nullable
    SendingEnd offer(Waybill waybill, Dice dice) {
        if (ended != null) {
            return null;
        }
        SendingEnd sending = new SendingEnd(this, waybill, waybill.offer(), dice);
        running.put(sending.id(), sending);
        sending.tell(sending.offer());
        sending.step();
        return sending;
    }

    /** The transfer of a name; null if it is over, or never was. */
    @Nullable
    FileEnd find(TransferId id) {
        return running.get(id);
    }

    /** Takes what the peer says of a transfer. */
    void onFrame(TransferFrame frame) {
        FileEnd known = running.get(frame.transfer());
        if (frame instanceof Offer offer) {
            if (known != null) {
                world.happenings().add(Happening.OFFERED_ANEW);
                known.onSessionEnd("it is offered anew");
            }
            ReceivingEnd receiving = shipper().receive(this, offer);
            running.put(offer.transfer(), receiving);
        } else if (known != null) {
            known.onFrame(frame);
        }
    }

    /** The peer's program is another than before. */
    void onForgotten() {
        world.happenings().addIf(!running.isEmpty(), Happening.PEER_FORGOT);
        List.copyOf(running.values()).forEach(end -> end.fail(TransferFault.UNKNOWN, "a program was started again"));
    }

    boolean takesConnection(TransferId id) {
        FileEnd known = running.get(id);
        return known != null && known.takesConnection();
    }

    void attach(TransferId id, SocketEnd socket) {
        FileEnd known = running.get(id);
        if (known != null) {
            known.attach(socket);
        }
    }

    boolean opensConnections() {
        return isClient;
    }

    void connect(TransferId id, Consumer<SocketEnd> onAttached, Consumer<String> onFailed) {
        new Attaching(world, onAttached, onFailed).begin(id);
    }

    /** The session is over. */
    void onSessionEnd(String why) {
        ended = why;
        world.happenings().addIf(!running.isEmpty(), Happening.SESSION_ENDED_IN_A_TRANSFER);
        endAll(why);
    }

    /** The peer knows nothing of the transfers any more. */
    void endAll(String why) {
        List.copyOf(running.values()).forEach(end -> end.onSessionEnd(why));
    }

    void forget(FileEnd end) {
        running.remove(end.id(), end);
    }

    /** The program is no more. */
    void crash(boolean tells) {
        running.values().forEach(end -> end.die(tells));
        running.clear();
        untold.clear();
    }

    /** The program knows nothing of a transfer any more. */
    void lose(FileEnd end) {
        end.die(true);
        forget(end);
    }

    /** Another program has taken the place of the one before; the session goes on. */
    void beginAnew() {
        crash(true);
        tell(new Forgotten());
    }

    void requireAllOver() {
        if (!running.isEmpty()) {
            throw new AssertionError(side + " has ended, and there are transfers that have not: " + running.values());
        }
    }
}
