package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Text;

/** What a side has to say. */
final class Workload {

    private static final int MOST_BY_DATAGRAM = 1_100;
    private static final int MOST_FILLINGS = 2;
    private static final int LARGEST = 60_000;
    private static final String FILLER = "x".repeat(2 * LARGEST);

    private final Side side;
    private final Ledger sends;
    private final Dice dice;
    private final long meanGap;
    private int fillings;
    private boolean over;

    Workload(Side side, Ledger sends, World world) {
        this.side = side;
        this.sends = sends;
        dice = world.dice().split();
        meanGap = MILLISECONDS.toNanos(dice.pick(60L, 250L, 1_000L));
    }

    void begin() {
        side.loop().after(dice.about(meanGap), () -> {
            if (!over && side.isAlive()) {
                act();
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
            side.sender().send("", Via.BOTH, true);
            if (i % 64 == 63) {
                side.endTurn();
            }
        }
    }

    /** One text by each path, on a network that is sound. */
    void sayAllIsWell() {
        for (Via via : Via.values()) {
            if (!side.sender().send("all is well", via, false)) {
                throw new AssertionError(side + " cannot send by " + via + " on a sound network");
            }
        }
    }

    private void act() {
        int percent = dice.between(1, 100);
        if (percent <= 3) {
            side.sender().sendUnknownFrame(dice.between(0, 300));
        } else if (percent <= 75) {
            say(1);
        } else if (percent <= 92) {
            say(dice.between(2, 25));
        } else if (fillings++ < MOST_FILLINGS) {
            fill();
        }
    }

    private void say(int texts) {
        for (int i = 0; i < texts; i++) {
            String start = dice.chance(0.1) ? Sender.QUESTION : "";
            int length = dice.chance(0.9) ? dice.between(0, 60) : dice.between(0, 2 * MOST_BY_DATAGRAM);
            side.sender().send(start + filler(length), dice.via(), dice.chance(0.7));
        }
    }

    private void fill() {
        if (dice.chance(0.5)) {
            fillUp();
        } else {
            fillToTheLastByte(dice.between(0, 1));
        }
    }

    private void fillUp() {
        int length = dice.between(MOST_BY_DATAGRAM, LARGEST);
        Via via = dice.chance(0.2) ? Via.BOTH : Via.TCP;
        for (int i = 0; i < 40 && side.sender().send(filler(length), via, true); i++) {}
    }

    /** As much as there is room for, or one byte more. */
    private void fillToTheLastByte(int more) {
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
