package io.tekcos.chat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends texts to one session, as fast as it takes them and no faster, and keeps account of their fates. One thread sends;
 * what became of a text is said on the printer's.
 */
final class Outbox {

    /** How many texts may be on their way, or their fates unprinted: the bound on memory. */
    private static final int MAX_UNSETTLED = 1024;

    /** How long a new connection's UDP path may keep its first datagram waiting. */
    private static final Duration UDP_PATIENCE = Duration.ofSeconds(3);

    private static final long LOOK_MILLIS = 250;

    /** Waits for so many milliseconds at most, and says whether there is nothing more to wait for. */
    @FunctionalInterface
    private interface Wait {
        boolean isOverWithin(long millis) throws InterruptedException;
    }

    private final Session session;
    private final Output output;
    private final Executor printer;
    private final Fates fates;
    private final Duration patience;
    private final boolean waitsForReturn;
    private final Semaphore room = new Semaphore(MAX_UNSETTLED);
    private volatile long connectedSince = System.nanoTime();
    private final List<Long> kept = new ArrayList<>(); // on the printer's thread, until all is printed
    private boolean givenUp;

    /**
     * @param patience without a single receipt for so long, nobody is taken to be there
     * @param waitsForReturn whether the time without a connection does not count: the session itself bounds it
     */
    Outbox(Session session, Output output, Executor printer, Fates fates, Duration patience, boolean waitsForReturn) {
        this.session = session;
        this.output = output;
        this.printer = printer;
        this.fates = fates;
        this.patience = patience;
        this.waitsForReturn = waitsForReturn;
    }

    Session session() {
        return session;
    }

    /** What became of what was sent by it. */
    Fates fates() {
        return fates;
    }

    /** The session goes on by another connection, whose UDP path is new too. */
    void onResumed() {
        connectedSince = System.nanoTime();
    }

    /** Sends a line of input; waits while there is no room for it, but not for a peer that confirms nothing any more. */
    void send(long line, String text, Via via, Fallback fallback) throws InterruptedException {
        if (!awaitRoom(via)) {
            fates.onNotSent(line, text);
            session.closeNow();
            return;
        }
        follow(line, text, via, session.send(text, via, fallback));
    }

    /** Keeps account of a line of input that has been sent. */
    void follow(long line, String text, Via via, Sending sending) {
        room.acquireUninterruptibly(); // there is one: nobody else takes any
        if (sending.isAccepted()) {
            printer.execute(() -> onAccepted(line, text, via, sending));
        }
        var unused = sending.whenCompleteAsync((receipt, why) -> settle(line, text, sending, receipt, why), printer);
    }

    /** Keeps account of what a process before this one has left: all of it together takes the room of one line. */
    void followRestored() {
        List<Sending> restored = session.restored();
        if (restored.isEmpty()) {
            return;
        }
        room.acquireUninterruptibly();
        printer.execute(() -> output.restored(session, restored));
        CompletableFuture<?>[] settled = restored.stream()
                .map(sending -> sending.handleAsync((receipt, why) -> settleRestored(sending, receipt, why), printer))
                .toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(settled).whenComplete((done, why) -> room.release());
    }

    /** Says which texts are left for a process to come, when all else has been printed; returns whether there are any. */
    boolean reportKept() {
        if (!kept.isEmpty()) {
            output.kept(session, kept);
        }
        return !kept.isEmpty();
    }

    /** Waits until there is room for a line, but not for a peer that confirms nothing any more: then it returns false. */
    boolean awaitRoom(Via via) throws InterruptedException {
        if (!awaitPatiently(millis -> room.tryAcquire(millis, TimeUnit.MILLISECONDS))) {
            return false;
        }
        room.release();
        if (via != Via.TCP) {
            awaitUdp();
        }
        CompletableFuture<Void> writable = session.whenWritable();
        return awaitPatiently(millis -> isDone(writable, millis));
    }

    /** Waits for something to come true, within our patience; returns whether it did. */
    private boolean awaitPatiently(Wait wait) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!wait.isOverWithin(LOOK_MILLIS)) {
            long now = System.nanoTime();
            if (isAway()) {
                deadline = now + patience.toNanos();
            } else if (now - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDone(CompletableFuture<Void> future, long millis) throws InterruptedException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException ended) {
            // The session is over, and sending says so.
        }
        return true;
    }

    /** Whether the session has no connection, and is waited for all the same. */
    boolean isAway() {
        return waitsForReturn && !session.isConnected() && !session.whenClosed().isDone();
    }

    /** Closes a session whose peer confirms nothing any more, without waiting for its end. */
    void giveUp() {
        givenUp = true;
        Thread closer = new Thread(() -> session.close(CloseCause.TOO_SLOW, "nothing was confirmed"), "closer");
        closer.setDaemon(true);
        closer.start();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Waits until all fates are known, but no longer than this; returns whether they are. */
    boolean awaitFates(Duration atMost) throws InterruptedException {
        boolean known = room.tryAcquire(MAX_UNSETTLED, atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (known) {
            room.release(MAX_UNSETTLED);
        }
        return known;
    }

    /** Of how many texts the fate is not known yet. */
    int unsettled() {
        return MAX_UNSETTLED - room.availablePermits();
    }

    private void awaitUdp() throws InterruptedException {
        long left = connectedSince + UDP_PATIENCE.toNanos() - System.nanoTime();
        if (session.udp() != PathState.PROBING || left <= 0) {
            return;
        }
        try {
            session.whenUdpUp().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notUp) {
            // Sending decides what becomes of the text.
        }
    }

    private void onAccepted(long line, String text, Via asked, Sending sending) {
        output.sent(session, sending, text);
        if (asked == sending.via()) {
            return;
        }
        if (asked == Via.BOTH && session.peer().seedPeer()) {
            output.seedPeerTakesNoCopies(session, line);
        } else if (text.getBytes(UTF_8).length > longestDatagramText(asked)) {
            output.tooLongForUdp(session, line);
        } else {
            output.udpWasNotUp(session, line);
        }
    }

    private int longestDatagramText(Via via) {
        if (session.peer().seedPeer()) {
            return Limits.MAX_SEED_DATAGRAM_TEXT_BYTES;
        }
        return via == Via.UDP ? Limits.MAX_DATAGRAM_TEXT_BYTES : Limits.MAX_COPY_TEXT_BYTES;
    }

    private void settle(long line, String text, Sending sending, @Nullable Receipt receipt, @Nullable Throwable why) {
        try {
            if (receipt != null && receipt.status() == Receipt.Status.DELIVERED) {
                output.delivered(session, receipt);
            } else if (why != null) {
                onFailure(line, text, sending, why);
            }
        } finally {
            room.release();
        }
    }

    private @Nullable Void settleRestored(Sending sending, @Nullable Receipt receipt, @Nullable Throwable why) {
        if (receipt != null) {
            output.delivered(session, receipt);
        } else if (isKept(why)) {
            kept.add(sending.id());
        } else {
            fates.onFailed(); // an event of its own says that its fate is unknown
        }
        return null;
    }

    private static boolean isKept(@Nullable Throwable why) {
        Throwable cause = why instanceof CompletionException ? why.getCause() : why;
        return cause instanceof SessionClosedException closed && closed.isKept();
    }

    private void onFailure(long line, String text, Sending sending, Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        if (isKept(cause)) {
            kept.add(sending.id());
            return;
        }
        if (cause instanceof SessionClosedException closed) {
            if (closed.fateUnknown()) {
                fates.onUnknown(line, text);
            } else {
                fates.onNotSent(line, text);
            }
            return;
        }
        Failure failure = Failure.of(cause);
        output.error(failure.code(), LineName.prefix(line) + failure.text());
        fates.onFailed();
    }
}
