package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** A connection between the client, or a stranger, and whoever answers at the server's address; it may break in many ways. */
final class Connection {

    /** What becomes of it. */
    enum Break {
        /** Both ends hear that it is no more. */
        RESET,
        /** Both ends hear that nothing more will come. */
        ENDED,
        /** Nothing arrives any more, and nobody says so. */
        SILENT,
        /** Nothing arrives at the client any more. */
        CLIENT_DEAF,
        /** Nothing arrives at the server any more. */
        SERVER_DEAF,
        /** Only the client hears that it is no more; what it has sent arrives, perhaps much later. */
        CLIENT_OUT,
        /** Only the server hears so. */
        SERVER_OUT
    }

    private static final Break[] WAYS = Break.values();

    private final World world;
    private final Dice dice;
    private final SocketEnd client;
    private final SocketEnd server;
    private boolean ended;

    Connection(World world, SocketEnd client, SocketEnd server, Scenario.Line line) {
        this.world = world;
        this.client = client;
        this.server = server;
        dice = world.dice().split();
        join(client, server, line);
        join(server, client, line);
    }

    private void join(SocketEnd from, SocketEnd to, Scenario.Line line) {
        from.connect(new Pipe(world.agenda(), dice.split(), line, to.loop(), from), to);
    }

    /** What carries the bytes that a side writes. */
    Pipe outOf(Side side) {
        return (side == world.client() ? client : server).out();
    }

    /** It breaks in some way, by and by: after some bytes, or frames, in one direction or the other. */
    void planBreak() {
        if (dice.chance(0.15)) {
            planLateWord();
        } else {
            planBreakByBytes();
        }
    }

    /** The client gives it up early, and what it says arrives when nobody waits for an answer any more. */
    private void planLateWord() {
        client.out().stall(MILLISECONDS.toNanos(dice.between(500, 4_500)));
        world.agenda().after(MILLISECONDS.toNanos(dice.between(1, 300)), () -> {
            if (!client.isClosed()) {
                server.out().die();
                client.breakHere();
            }
        });
    }

    private void planBreakByBytes() {
        planBreakByBytes(dice.chance(0.6) ? 250 : 20_000);
    }

    /** It breaks in some way, after as many bytes at most, or some frames, in one direction or the other. */
    void planBreakByBytes(int most) {
        SocketEnd end = dice.chance(0.5) ? client : server;
        Break how = WAYS[dice.between(0, WAYS.length - 1)];
        if (dice.chance(0.4)) {
            int frames = dice.between(1, dice.chance(0.6) ? 2 : 12);
            end.breakAfterFrames(frames, () -> breakOff(how, Happening.CUT_BETWEEN_FRAMES));
        } else {
            end.out().breakAfter(dice.between(0, most), () -> breakOff(how, Happening.CUT_ANYWHERE));
        }
    }

    /** It breaks while the goodbyes are said, and the client at least hears of it. */
    void planBreakOfGoodbye() {
        Pipe pipe = (dice.chance(0.5) ? client : server).out();
        Break how = dice.chance(0.5) ? Break.RESET : Break.CLIENT_OUT;
        pipe.breakAfter(dice.between(0, 60), () -> breakOff(how, Happening.GOODBYE_BROKEN));
    }

    /** What was planned does not happen any more. */
    void spare() {
        client.breakAfterFrames(Integer.MAX_VALUE, () -> {});
        server.breakAfterFrames(Integer.MAX_VALUE, () -> {});
        client.out().spare();
        server.out().spare();
    }

    /** Whether somebody between the two has ended it, which nobody can tell from its end in order. */
    boolean isEnded() {
        return ended;
    }

    /** It breaks now, in some way. */
    void breakOff() {
        breakOff(WAYS[dice.between(0, WAYS.length - 1)]);
    }

    void breakOff(Break how) {
        world.happenings().add(Happening.valueOf("BROKEN_" + how));
        world.trace().add("net", "a connection breaks: " + how);
        switch (how) {
            case RESET -> {
                client.reset();
                server.reset();
            }
            case ENDED -> {
                ended = true;
                client.out().end(() -> {});
                server.out().end(() -> {});
            }
            case SILENT -> {
                client.out().die();
                server.out().die();
            }
            case CLIENT_DEAF -> server.out().die();
            case SERVER_DEAF -> client.out().die();
            case CLIENT_OUT -> {
                server.out().die();
                lag(client.out());
                client.breakHere();
            }
            case SERVER_OUT -> {
                client.out().die();
                lag(server.out());
                server.breakHere();
            }
        }
    }

    private void breakOff(Break how, Happening where) {
        if (!client.isClosed() && !server.isClosed()) {
            world.happenings().add(where);
            breakOff(how);
        }
    }

    private void lag(Pipe pipe) {
        pipe.stall(MILLISECONDS.toNanos(dice.pick(0L, 50L, 700L, 7_000L)));
    }
}
