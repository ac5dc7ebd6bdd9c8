package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.AttachTimeout;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.protocol.TransferMachine;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One end of a transfer: puts the protocol's classes together as a running transfer does, on connections and a disk. */
abstract class FileEnd {

    private static final long LOOK_EVERY = SECONDS.toNanos(1);
    private static final long PATIENCE = SECONDS.toNanos(10); // a program has more; here nobody has so much time

    private final Desk desk;
    private final Waybill waybill;
    private final Strand disk;
    private final Backoff backoff;
    private final AttachTimeout attachTimeout = new AttachTimeout(PATIENCE);
    private @Nullable BulkEnd connection;
    private boolean connecting;
    private boolean looking;
    private boolean over;
    private boolean dead;

    FileEnd(Desk desk, Waybill waybill, Dice dice) {
        this.desk = desk;
        this.waybill = waybill;
        disk = new Strand(desk.agenda(), desk.side().loop(), dice.split());
        backoff = new Backoff(() -> dice.between(0, 1_000) / 1_000.0);
    }

    abstract TransferMachine machine();

    /** Takes what the peer says on the connection. */
    abstract void onBulkFrame(BulkFrame frame) throws WireException;

    abstract byte[] roomFor(long number, int length) throws WireException;

    abstract void onChunk(long number, Bytes32 digest, byte[] bytes, int length);

    /** There is a connection, in place of the one that there may have been. */
    abstract void attached();

    abstract void lost();

    /** Whether it ends, after a while, if no connection comes about. */
    abstract boolean needsConnection();

    /** Does what can be done now. */
    abstract void advance();

    /** It is over. */
    abstract void release(TransferEnd how);

    /** The program is no more. */
    abstract void forget();

    final TransferId id() {
        return waybill.cargo().transfer();
    }

    /** Word from the peer comes. */
    abstract void note(TransferFrame frame);

    /** Somebody here wants it to wait, or to go on. */
    abstract void note(boolean paused);

    final Offer offer() {
        return machine().offer();
    }

    final boolean takesConnection() {
        return machine().takesConnection();
    }

    final void onFrame(TransferFrame frame) {
        try {
            machine().onFrame(frame);
            note(frame);
        } catch (WireException broken) {
            throw new AssertionError(this + " finds fault with its peer: " + broken, broken);
        }
        step();
    }

    final void attach(SocketEnd socket) {
        happened(Happening.ATTACHED);
        if (connection != null) {
            happened(Happening.BULK_REPLACED);
        }
        closeConnection();
        BulkEnd attached = new BulkEnd(this, socket);
        connection = attached;
        connecting = false;
        backoff.reset();
        attached();
        step();
    }

    final boolean isBy(BulkEnd end) {
        return connection == end && !dead;
    }

    final void onConnectionLost() {
        trace("loses its connection");
        connection = null;
        lost();
        step();
    }

    final void onSessionEnd(String why) {
        machine().onSessionEnd(why);
        step();
    }

    /** Ends it from this side, and says so. */
    final void fail(TransferFault fault, String reason) {
        Cancel word = machine().cancel(fault, reason);
        if (word != null) {
            tell(word);
        }
        step();
    }

    final void setPaused(boolean wish) {
        TransferFrame word = machine().pause(wish);
        note(wish);
        if (word != null) {
            tell(word);
        }
        step();
    }

    /** Something has happened: does what follows from it. */
    final void step() {
        if (over || dead) {
            return;
        }
        if (machine().end() == null) {
            advance();
            attachTimeout.note(
                    connection == null && needsConnection() && desk.side().isConnected(), now());
        }
        TransferEnd how = machine().end();
        if (how == null) {
            connect();
            lookSoon();
        } else {
            finish(how);
        }
    }

    /** The program is no more, or knows nothing of it any more. */
    final void die(boolean tells) {
        forget();
        dead = true;
        disk.die();
        if (connection != null) {
            connection.crash(tells);
        }
    }

    final void tell(TransferFrame frame) {
        trace("says " + Side.brief(frame));
        desk.tell(frame);
    }

    final Waybill waybill() {
        return waybill;
    }

    final Cargo cargo() {
        return waybill.cargo();
    }

    final Side side() {
        return desk.side();
    }

    final @Nullable BulkEnd connection() {
        return connection;
    }

    final long now() {
        return desk.side().now();
    }

    final <T> void onDisk(Supplier<T> task, Consumer<? super T> then) {
        disk.execute(task, outcome -> {
            if (!dead) {
                then.accept(outcome);
                step();
            }
        });
    }

    final void chunkArrived() {
        desk.shipper().onChunk();
    }

    final void happened(Happening what) {
        desk.side().happenings().add(what);
    }

    final void trace(String what) {
        desk.side().trace().add(this, what);
    }

    private void connect() {
        if (connection == null && !connecting && desk.opensConnections() && takesConnection()) {
            connecting = true;
            desk.side().loop().after(backoff.next(0), this::connectNow);
        }
    }

    private void connectNow() {
        if (over || dead || !takesConnection()) {
            connecting = false;
            return;
        }
        desk.connect(id(), this::onConnected, why -> {
            trace("gets no connection: " + why);
            connecting = false;
            step();
        });
    }

    private void onConnected(SocketEnd socket) {
        if (over || dead || !takesConnection()) {
            connecting = false;
            socket.close();
        } else {
            attach(socket);
        }
    }

    private void lookSoon() {
        if (!looking) {
            looking = true;
            desk.side().loop().after(LOOK_EVERY, this::look);
        }
    }

    private void look() {
        looking = false;
        if (over || dead) {
            return;
        }
        if (attachTimeout.isOver(now())) {
            happened(Happening.NOBODY_ATTACHED);
            fail(TransferFault.UNKNOWN, "no connection for its bytes came about");
        }
        step();
    }

    private void finish(TransferEnd how) {
        over = true;
        trace("is over: " + how);
        closeConnection();
        desk.forget(this);
        release(how);
        waybill.onEnd(this, how);
    }

    private void closeConnection() {
        BulkEnd dropped = connection;
        connection = null;
        if (dropped != null) {
            dropped.close();
        }
    }
}
