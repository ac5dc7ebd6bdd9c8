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

    /** How long a new session's UDP path may keep its first datagram waiting. */
    private static final Duration UDP_PATIENCE = Duration.ofSeconds(3);

    private final Session session;
    private final Output output;
    private final Executor printer;
    private final Fates fates;
    private final Duration patience;
    private final Semaphore room = new Semaphore(MAX_UNSETTLED);
    private final long udpDeadline = System.nanoTime() + UDP_PATIENCE.toNanos();
    private boolean givenUp;

    /**
     * @param patience without a single receipt for so long, nobody is taken to be there
     */
    Outbox(Session session, Output output, Executor printer, Fates fates, Duration patience) {
        this.session = session;
        this.output = output;
        this.printer = printer;
        this.fates = fates;
        this.patience = patience;
    }

    Session session() {
        return session;
    }

    /** Sends a line of input; waits while there is no room for it, but not for a peer that confirms nothing any more. */
    void send(long line, String text, Via via, Fallback fallback) throws InterruptedException {
        if (!awaitRoom(via)) {
            fates.onNotSent(line);
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
        var unused = sending.whenCompleteAsync((receipt, why) -> settle(line, sending, receipt, why), printer);
    }

    /** Waits until there is room for a line, but not for a peer that confirms nothing any more: then it returns false. */
    boolean awaitRoom(Via via) throws InterruptedException {
        if (!room.tryAcquire(patience.toSeconds(), TimeUnit.SECONDS)) {
            return false;
        }
        room.release();
        if (via != Via.TCP) {
            awaitUdp();
        }
        try {
            session.whenWritable().get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException ended) {
            // The session is over, and sending says so.
        }
        return true;
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
        long left = udpDeadline - System.nanoTime();
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

    private void settle(long line, Sending sending, @Nullable Receipt receipt, @Nullable Throwable why) {
        try {
            if (receipt != null && receipt.status() == Receipt.Status.DELIVERED) {
                output.delivered(session, receipt);
            } else if (why != null) {
                onFailure(line, sending, why);
            }
        } finally {
            room.release();
        }
    }

    private void onFailure(long line, Sending sending, Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        if (cause instanceof SessionClosedException closed) {
            if (closed.fateUnknown()) {
                fates.onUnknown(line, session.id(), sending.id());
            } else {
                fates.onNotSent(line);
            }
            return;
        }
        Failure failure = Failure.of(cause);
        output.error(failure.code(), LineName.prefix(line) + failure.text());
        fates.onRefused();
    }
}
