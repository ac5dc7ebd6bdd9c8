package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.testing.disk.Operation;
import io.tekcos.chat.testing.disk.SimulatedCrash;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import io.tekcos.chat.wire.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Some lives of a client's journal on a bad disk, beside a model in memory. Each life ends with a crash; what the next finds
 * must be what the model was at some moment, and not before the last that was promised to survive.
 */
final class JournalRun {

    /** How a life ends. */
    enum Crash {
        KILL,
        POWER_LOSS
    }

    /** What happened, so that a test can see that something did. */
    record Happened(long crashes, long torn, long rewritten, long refused, long older, long inFlight) {

        static final Happened NOTHING = new Happened(0, 0, 0, 0, 0, 0);

        Happened plus(Happened other) {
            return new Happened(
                    crashes + other.crashes,
                    torn + other.torn,
                    rewritten + other.rewritten,
                    refused + other.refused,
                    older + other.older,
                    inFlight + other.inFlight);
        }
    }

    private static final long REWRITE_ABOVE = 700;

    private final SimulatedDisk disk;
    private final SplittableRandom dice;
    private final Durability durability;
    private final Crash crash;
    private final List<ModelState> history = new ArrayList<>(List.of(ModelState.NOTHING));
    private int promised; // the state in the history that survives whatever comes
    private boolean isInFlight; // the last state
    private boolean acknowledgementsMayLag;
    private boolean full;
    private @Nullable ClientJournal open;
    private Happened happened = Happened.NOTHING;
    private int lastFrame;

    JournalRun(long seed, Durability durability, Crash crash) {
        disk = new SimulatedDisk(seed);
        dice = new SplittableRandom(seed);
        this.durability = durability;
        this.crash = crash;
    }

    /** One life that ends in the middle of a certain operation, and a look at what it left. */
    Happened crashAt(long operation) {
        live(operation);
        open();
        return happened;
    }

    Happened lives(int lives) {
        for (int i = 0; i < lives; i++) {
            live(dice.nextLong(120));
        }
        open();
        return happened;
    }

    private void live(long operations) {
        disk.crashAfter(operations);
        try {
            open();
            while (true) {
                act();
            }
        } catch (SimulatedCrash end) {
            open = null;
            restart();
        }
    }

    private void restart() {
        happened = happened.plus(new Happened(1, 0, 0, 0, 0, 0));
        if (crash == Crash.KILL) {
            disk.restartAfterKill();
        } else {
            disk.restartAfterPowerLoss();
        }
        hasRoom();
    }

    private void reopen() {
        journal().close();
        hasRoom();
        open();
    }

    private void open() {
        ClientJournal.Opened opened = ClientJournal.open(disk, Logs.PATH, durability, REWRITE_ABOVE);
        open = opened.journal();
        ModelState found = ModelState.of(opened.saved());
        int index = indexOf(found);
        boolean torn = opened.tornBytes() > 0;
        boolean older = index < history.size() - (isInFlight ? 2 : 1);
        boolean inFlight = isInFlight && index == history.size() - 1;
        happened = happened.plus(new Happened(0, torn ? 1 : 0, 0, 0, older ? 1 : 0, inFlight ? 1 : 0));
        history.subList(index + 1, history.size()).clear();
        history.set(index, found);
        isInFlight = false;
        if (crash == Crash.KILL || durability == Durability.SYNC) {
            promised = index;
        }
    }

    /** The latest of the states that may be found. */
    private int indexOf(ModelState found) {
        for (int i = history.size() - 1; i >= promised; i--) {
            ModelState state = history.get(i);
            if (found.equals(state) || (acknowledgementsMayLag && found.isBehind(state))) {
                return i;
            }
        }
        throw new AssertionError("found " + found + "\npromised " + history.get(promised) + "\nlatest "
                + history.get(history.size() - 1) + "\n(" + (history.size() - promised) + " possible)");
    }

    private void act() {
        int chance = dice.nextInt(100);
        ModelState now = history.get(history.size() - 1);
        if (chance < 3) {
            changeTheDisk();
        } else if (chance < 6) {
            reopen();
        } else if (now.session() == null || chance < 9) {
            begin(now);
        } else if (chance < 12) {
            renew(now);
        } else if (chance < 13) {
            step(ModelState.NOTHING, true, ClientJournal::end);
        } else if (chance < 60) {
            append(now);
        } else if (chance < 82) {
            acknowledge(now);
        } else {
            progress(now, chance);
        }
    }

    private void begin(ModelState now) {
        SessionId session = new SessionId(dice.nextLong(), 1);
        Bytes32 secret = secret();
        step(now.begin(session, secret, now.frames()), true, journal -> journal.begin(session, secret));
    }

    private void renew(ModelState now) {
        SessionId session = new SessionId(dice.nextLong(), 2);
        Bytes32 secret = secret();
        List<String> kept =
                now.frames().stream().filter(frame -> dice.nextInt(4) > 0).toList();
        List<byte[]> frames =
                kept.stream().map(frame -> frame.getBytes(US_ASCII)).toList();
        int attempt = dice.nextInt(3);
        ModelState next = now.begin(session, secret, kept).withAttempt(attempt);
        step(next, true, journal -> journal.renewed(session, secret, attempt, frames));
    }

    private void append(ModelState now) {
        String frame = ++lastFrame + "x".repeat(dice.nextInt(40));
        byte[] bytes = ("--" + frame + "--").getBytes(US_ASCII);
        step(now.withFrame(frame), true, journal -> journal.appended(bytes, 2, bytes.length - 4));
    }

    private void acknowledge(ModelState now) {
        long position = now.acknowledged() + dice.nextInt(now.frames().size() + 1);
        acknowledgementsMayLag |= full;
        step(now.withAcknowledged(position), false, journal -> journal.acknowledged(position));
    }

    private void progress(ModelState now, int chance) {
        if (chance < 86) {
            int attempt = now.attempt() + 1;
            step(now.withAttempt(attempt), true, journal -> journal.attempt(attempt));
        } else if (chance < 89) {
            long window = dice.nextInt(1000);
            step(now.withPeerWindow(window), true, journal -> journal.established(window));
        } else {
            long position = now.received() + dice.nextInt(3);
            step(now.withReceived(position), position > now.received(), journal -> journal.received(position));
        }
    }

    @FunctionalInterface
    private interface Call {
        void to(ClientJournal journal);
    }

    private void step(ModelState next, boolean isPromised, Call call) {
        history.add(next);
        isInFlight = true;
        long size = size();
        try {
            call.to(journal());
            isInFlight = false;
            boolean survives = crash == Crash.KILL || (durability == Durability.SYNC && isPromised);
            promised = survives && !acknowledgementsMayLag ? history.size() - 1 : promised;
        } catch (JournalException refused) {
            happened = happened.plus(new Happened(0, 0, 0, 1, 0, 0));
            if (crash == Crash.KILL
                    && next.session() != null) { // else it may be half done: an end, what was not forced
                history.remove(history.size() - 1);
                isInFlight = false;
            }
            reopen();
        }
        happened = happened.plus(new Happened(0, 0, size() < size ? 1 : 0, 0, 0, 0));
    }

    private void changeTheDisk() {
        full = !full;
        if (full) {
            disk.capacity(dice.nextLong(size() + 200));
        } else {
            hasRoom();
            disk.fail(dice.nextBoolean() ? Operation.FORCE : Operation.MOVE, 1);
        }
    }

    private void hasRoom() {
        full = false;
        disk.capacity(Long.MAX_VALUE);
        for (Operation kind : Operation.values()) {
            disk.fail(kind, 0);
        }
    }

    private long size() {
        return disk.contents(Logs.PATH).length;
    }

    private ClientJournal journal() {
        return Objects.requireNonNull(open);
    }

    private Bytes32 secret() {
        byte[] secret = new byte[Bytes32.LENGTH];
        dice.nextBytes(secret);
        return Bytes32.of(secret);
    }
}
