package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.tekcos.chat.model.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands what arrives to a side's listener, as the inbox of a session does: straight from the read, or in turns on an executor,
 * each of which takes its time.
 */
final class Inbox {

    private static final int TURN = 256;

    private record Entry(@Nullable Message text, int bytes) {}

    private final Side side;
    private final Ledger hears;
    private final World world;
    private final Dice dice;
    private final boolean onLoop;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private long turnTakes;
    private boolean inTurn;
    private boolean dead;
    private int unreported;
    private int waitingDatagrams;
    private long waitingBytes;

    Inbox(Side side, Ledger hears, World world) {
        this.side = side;
        this.hears = hears;
        this.world = world;
        dice = world.dice().split();
        onLoop = dice.chance(0.4);
        turnTakes = MICROSECONDS.toNanos(dice.pick(0L, 20L, 2_000L, 50_000L, 400_000L));
    }

    boolean isIdle() {
        return unreported == 0;
    }

    /** The program is no more. */
    void die() {
        dead = true;
        waiting.clear();
    }

    /** The listener is quick from now on. */
    void hurry() {
        turnTakes = 0;
    }

    /** Takes the content of a sequenced frame; null for one of which there is nothing to hear. */
    void onFrame(@Nullable Message text, int bytes) {
        if (isDirect()) {
            call(text);
            hears.onReturned(text);
            side.onProcessed(1, bytes);
        } else {
            waitingBytes += bytes;
            hears.requireWithinWindow(waitingBytes);
            enqueue(new Entry(text, bytes));
        }
    }

    /** Takes a text that came by UDP, or returns false if too many of them wait. */
    boolean onDatagram(Message text) {
        if (isDirect()) {
            call(text);
            hears.onReturned(text);
            return true;
        }
        if (waitingDatagrams >= world.scenario().waitingDatagrams) {
            return false;
        }
        waitingDatagrams++;
        enqueue(new Entry(text, 0));
        return true;
    }

    private boolean isDirect() {
        return onLoop && unreported == 0;
    }

    private void enqueue(Entry entry) {
        unreported++;
        waiting.add(entry);
        world.happenings().addIf(inTurn, Happening.LISTENER_LAGGED);
        if (!inTurn) {
            inTurn = true;
            side.loop().submit(this::takeTurn);
        }
    }

    private void takeTurn() {
        if (dead) {
            return;
        }
        List<Entry> turn = new ArrayList<>();
        while (turn.size() < TURN && !waiting.isEmpty()) {
            Entry entry = waiting.remove();
            turn.add(entry);
            call(entry.text);
        }
        side.loop().after(dice.about(turnTakes), () -> endTurn(turn));
    }

    private void endTurn(List<Entry> turn) {
        if (dead) {
            return;
        }
        turn.forEach(entry -> hears.onReturned(entry.text));
        side.loop().submit(() -> report(turn));
        inTurn = !waiting.isEmpty();
        if (inTurn) {
            takeTurn();
        }
    }

    private void report(List<Entry> turn) {
        if (dead) {
            return;
        }
        int frames = 0;
        long bytes = 0;
        for (Entry entry : turn) {
            if (entry.bytes > 0) {
                frames++;
                bytes += entry.bytes;
            } else {
                waitingDatagrams--;
            }
        }
        unreported -= turn.size();
        waitingBytes -= bytes;
        side.onProcessed(frames, bytes);
    }

    /** The listener; now and then it answers, before it has returned. */
    private void call(@Nullable Message text) {
        if (text == null) {
            return;
        }
        if (world.trace().isOn()) {
            world.trace().add(side, "hears " + Side.brief(text));
        }
        hears.onHeard(text);
        if (text.text().startsWith(Sender.QUESTION) && dice.chance(0.5)) {
            world.happenings().add(Happening.REPLY);
            side.sender().send("an answer", dice.via(), true);
        }
    }
}
