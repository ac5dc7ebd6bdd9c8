package io.tekcos.chat.transfer;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.AttachTimeout;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.protocol.TransferMachine;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both ends of a transfer have in common: connections one after the other, the wishes of whoever watches it, and its end. All
 * of it runs on the session's event loop, but for what blocks, which runs on the transfer's strand.
 */
abstract class RunningTransfer implements Transfer {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTransfer.class);
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final TransferDesk desk;
    private final TransferPort port;
    private final OfferedFiles offered;
    private final Strand disk = new Strand(DiskThreads.shared());
    private final CompletableFuture<TransferResult> done = new CompletableFuture<>();
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final AttachTimeout attachTimeout = new AttachTimeout(AttachTimeout.LIMIT);
    private @Nullable BulkHandler connection;
    private @Nullable Future<?> look;
    private boolean connecting;
    private boolean tried; // the first connection is opened at once
    private boolean over;
    private volatile TransferProgress progress;

    RunningTransfer(TransferDesk desk, TransferPort port, OfferedFiles offered) {
        this.desk = desk;
        this.port = port;
        this.offered = offered;
        progress = new TransferProgress(TransferProgress.State.OFFERED, 0, offered.bytes(), 0);
    }

    @Override
    public final OfferedFiles offered() {
        return offered;
    }

    @Override
    public final TransferProgress progress() {
        return progress;
    }

    @Override
    public final CompletableFuture<TransferResult> whenDone() {
        return done.copy();
    }

    @Override
    public final void pause() {
        onLoop(() -> setPaused(true));
    }

    @Override
    public final void proceed() {
        onLoop(() -> setPaused(false));
    }

    @Override
    public final void cancel() {
        onLoop(() -> fail(TransferFault.CANCELLED, "it was cancelled"));
    }

    abstract TransferMachine machine();

    /** Takes what the peer says on the connection. */
    abstract void onBulkFrame(BulkFrame frame) throws WireException;

    /** The bytes of a chunk follow; returns where to put them. */
    abstract ByteBuffer roomFor(long number, int length) throws WireException;

    /** All bytes of the chunk are there. */
    abstract void onChunk(long number, Bytes32 digest, ByteBuffer bytes);

    /** There is a connection, in place of the one that there may have been. */
    abstract void attached();

    abstract void lost();

    /** Whether it ends, after a while, if no connection comes about. */
    abstract boolean needsConnection();

    /** Does what can be done now. */
    abstract void advance();

    /** What it is at, but for pauses. */
    abstract TransferProgress.State state();

    /** What it has come to, of one that is done. */
    abstract TransferResult result(TransferEnd how);

    /** Gives back what it has of the disk; on the strand. */
    abstract void release(TransferEnd how);

    /** How it ended; null while it goes on. */
    final @Nullable TransferEnd end() {
        return machine().end();
    }

    final boolean takesConnection() {
        return machine().takesConnection();
    }

    final void onFrame(TransferFrame frame) {
        try {
            machine().onFrame(frame);
        } catch (WireException broken) {
            fail(TransferFault.BROKEN_RULES, broken.text());
        }
        step();
    }

    /** Another connection is there. */
    final void attach(Channel channel) {
        BulkHandler replaced = connection;
        BulkHandler handler = new BulkHandler(channel, this);
        connection = handler;
        if (replaced != null) {
            replaced.output().closeNow(); // it might never get rid of what waits in it
        }
        connecting = false;
        backoff.reset();
        attached();
        port.handOver(channel, handler);
        step();
    }

    final boolean isBy(BulkHandler handler) {
        return connection == handler;
    }

    final void onViolation(WireException violation) {
        fail(TransferFault.BROKEN_RULES, violation.text());
        step();
    }

    final void onConnectionLost() {
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
            port.tell(Failures.forPeer(word));
        }
        step();
    }

    /** Something has happened: does what follows from it. */
    final void step() {
        if (over) {
            return;
        }
        if (end() == null) {
            advance();
            attachTimeout.note(connection == null && needsConnection() && port.isConnected(), now());
        }
        TransferEnd how = end();
        if (how == null) {
            connect();
            lookSoon();
        } else {
            finish(how);
        }
        progress = snapshot();
    }

    private TransferProgress snapshot() {
        TransferMachine machine = machine();
        boolean waits = machine.isPaused() && machine.end() == null;
        return new TransferProgress(
                waits ? TransferProgress.State.PAUSED : state(),
                machine.bytesHad(),
                offered.bytes(),
                machine.bytesPerSecond(now()));
    }

    final TransferPort port() {
        return port;
    }

    /** What is written to the connection; null while there is none. */
    final @Nullable BulkOutput output() {
        return connection == null ? null : connection.output();
    }

    /** Whether to read what comes by the connection there is. */
    final void setReading(boolean wanted) {
        if (connection != null) {
            connection.setReading(wanted);
        }
    }

    final long now() {
        return port.loop().ticker().nanoTime();
    }

    /** What blocks, and what then happens on the event loop; if it throws, the transfer has failed. */
    final <T> void onDisk(DiskTask<T> task, Consumer<? super T> then) {
        disk.execute(() -> {
            try {
                T outcome = task.run();
                onLoop(() -> {
                    then.accept(outcome);
                    step();
                });
            } catch (TransferException failed) {
                onLoop(() -> fail(failed.fault(), String.valueOf(failed.getMessage())));
            } catch (RuntimeException | Error bug) {
                LOG.error("An error in the library: transfer {} ends", offered.id(), bug);
                onLoop(() -> fail(TransferFault.STORAGE, "an error in the program"));
            }
        });
    }

    /** What takes its time and has no outcome; it does not throw. */
    final void onDisk(Runnable work) {
        disk.execute(work);
    }

    /** Something that blocks. */
    @FunctionalInterface
    interface DiskTask<T> {
        T run();
    }

    private void setPaused(boolean wish) {
        TransferFrame word = machine().pause(wish);
        if (word != null) {
            port.tell(word);
        }
        step();
    }

    private void connect() {
        if (connection != null || connecting || !port.opensConnections() || !takesConnection()) {
            return;
        }
        connecting = true;
        long wait = tried ? backoff.next(0) : 0;
        tried = true;
        port.loop().schedule(this::connectNow, wait, TimeUnit.NANOSECONDS);
    }

    private void connectNow() {
        if (over || !takesConnection()) {
            connecting = false;
            return;
        }
        port.connect(offered.id(), this::onConnected, why -> {
            LOG.debug("No connection for transfer {}: {}", offered.id(), why);
            connecting = false;
            step();
        });
    }

    private void onConnected(Channel channel) {
        if (over || !takesConnection()) {
            connecting = false;
            channel.close();
        } else {
            attach(channel);
        }
    }

    private void lookSoon() {
        if (look == null) {
            look = port.loop().schedule(this::lookAgain, LOOK_EVERY, TimeUnit.NANOSECONDS);
        }
    }

    private void lookAgain() {
        look = null;
        if (attachTimeout.isOver(now())) {
            fail(
                    TransferFault.UNKNOWN,
                    "no connection for its bytes came about for " + TimeUnit.NANOSECONDS.toSeconds(AttachTimeout.LIMIT)
                            + " s");
        }
        step();
    }

    private void finish(TransferEnd how) {
        over = true;
        if (look != null) {
            look.cancel(false);
        }
        closeConnection();
        desk.forget(this);
        disk.execute(() -> {
            try {
                release(how);
            } catch (RuntimeException failed) {
                LOG.warn("What was left of transfer {} could not be put in order: {}", offered.id(), failed.toString());
            }
            complete(how);
        });
    }

    /** Last of all: whoever waits for it may look at the disk. */
    private void complete(TransferEnd how) {
        if (how.fault() == null) {
            done.complete(result(how));
        } else {
            done.completeExceptionally(Failures.of(how, how.fault()));
        }
    }

    private void closeConnection() {
        BulkHandler dropped = connection;
        connection = null;
        if (dropped != null) {
            dropped.output().close();
        }
    }

    final void onLoop(Runnable task) {
        try {
            port.loop().execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            task.run(); // nothing runs there any more that could get in the way
        }
    }
}
