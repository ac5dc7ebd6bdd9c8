package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Text;
import java.util.function.Supplier;

/** What a side has to say. */
final class Workload {

    private static final int MOST_BY_DATAGRAM = 1_100;
    private static final int MOST_FILLINGS = 2;
    private static final int LARGEST = 60_000;
    private static final String FILLER = "x".repeat(2 * LARGEST);

    private final Supplier<Side> who;
    private final Ledger sends;
    private final Dice dice;
    private final long meanGap;
    private int fillings;
    private boolean over;

    Workload(Supplier<Side> who, Ledger sends, World world) {
        this.who = who;
        this.sends = sends;
        dice = world.dice().split();
        meanGap = MILLISECONDS.toNanos(dice.pick(60L, 250L, 1_000L));
    }

    /** The session stands, or another one does in its place. */
    void begin() {
        Side side = who.get();
        side.loop().after(dice.about(meanGap), () -> {
            if (!over && side.isAlive()) {
                act(side);
                begin();
            }
        });
    }

    void end() {
        over = true;
    }

    /** So many short texts by both that datagrams get thousands of positions ahead of the stream. */
    void flood(int texts) {
        for (int i = 0; i < texts; i++) {
            who.get().sender().send("", Via.BOTH, true);
            if (i % 64 == 63) {
                who.get().endTurn();
            }
        }
    }

    /** One text by each path, on a network that is sound. */
    void sayAllIsWell() {
        for (Via via : Via.values()) {
            if (!who.get().sender().send("all is well", via, false)) {
                throw new AssertionError(who.get() + " cannot send by " + via + " on a sound network");
            }
        }
    }

    private void act(Side side) {
        int percent = dice.between(1, 100);
        if (percent <= 3) {
            side.sender().sendUnknownFrame(dice.between(0, 300));
        } else if (percent <= 75) {
            say(side, 1);
        } else if (percent <= 92) {
            say(side, dice.between(2, 25));
        } else if (fillings++ < MOST_FILLINGS) {
            fill(side);
        }
    }

    private void say(Side side, int texts) {
        for (int i = 0; i < texts; i++) {
            String start = dice.chance(0.1) ? Sender.QUESTION : "";
            int length = dice.chance(0.9) ? dice.between(0, 60) : dice.between(0, 2 * MOST_BY_DATAGRAM);
            side.sender().send(start + filler(length), dice.via(), dice.chance(0.7));
        }
    }

    private void fill(Side side) {
        if (dice.chance(0.5)) {
            fillUp(side);
        } else {
            fillToTheLastByte(side, dice.between(0, 1));
        }
    }

    private void fillUp(Side side) {
        int length = dice.between(MOST_BY_DATAGRAM, LARGEST);
        Via via = dice.chance(0.2) ? Via.BOTH : Via.TCP;
        for (int i = 0; i < 40 && side.sender().send(filler(length), via, true); i++) {}
    }

    /** As much as there is room for, or one byte more. */
    private void fillToTheLastByte(Side side, int more) {
        while (sends.room() > LARGEST && side.sender().send(filler(LARGEST / 2), Via.TCP, true)) {}
        long length = sends.room() - Text.OVERHEAD + more;
        if (length >= 0 && length <= LARGEST) {
            side.sender().send(filler((int) length), Via.TCP, true);
        }
    }

    /** Begins with something of its own, so that no text is taken for another. */
    private String filler(int length) {
        String start = Long.toString(dice.between(0, 99_999));
        return length < start.length()
                ? start.substring(0, length)
                : start + FILLER.substring(0, length - start.length());
    }
}
