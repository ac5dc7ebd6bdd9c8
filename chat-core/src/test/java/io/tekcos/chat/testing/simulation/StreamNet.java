package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings connections about, or does not: between the client, or a stranger, and who answers at the server's address. */
final class StreamNet {

    /** What becomes of an attempt to connect. */
    enum Access {
        /** It reaches the server. */
        OPEN,
        /** It fails. */
        UNREACHABLE,
        /** Nobody answers. */
        UNANSWERED,
        /** The server is busy, and says so. */
        BUSY,
        /** The server closes the connection and says nothing. */
        SHUT,
        /** Somebody else lives there, and claims to be the server. */
        FALSE_HOUSE
    }

    private final World world;
    private final Dice dice;
    private Access access = Access.OPEN;
    private double breaking;
    private boolean insisting;
    private int changes;
    private @Nullable Connection latest;

    StreamNet(World world) {
        this.world = world;
        dice = world.dice().split();
    }

    /** So often a connection breaks that stands. */
    void breakNewOnes(double probability) {
        breaking = probability;
    }

    /** For so long attempts to connect fare so, whatever else is planned. */
    void insist(Access newAccess, long nanos) {
        insisting = false;
        set(newAccess, nanos);
        insisting = true;
    }

    /** For so long attempts to connect fare so. */
    void set(Access newAccess, long nanos) {
        if (insisting) {
            return;
        }
        world.trace().add("net", "whoever connects finds the server " + newAccess);
        access = newAccess;
        int mine = ++changes;
        world.agenda().after(nanos, () -> {
            if (mine == changes) {
                access = Access.OPEN;
            }
        });
    }

    /** Nothing keeps anybody from connecting any more, and what stands does not break. */
    void clearUp() {
        changes++;
        access = Access.OPEN;
        breaking = 0;
        if (latest != null) {
            latest.spare();
        }
    }

    /** The client's latest. */
    Connection latest() {
        return Objects.requireNonNull(latest);
    }

    /** Nothing arrives any more by the client's latest, if there is one. */
    void silenceLatest() {
        if (latest != null) {
            latest.breakOff(Connection.Break.SILENT);
        }
    }

    /** The client connects. */
    void connect(Call call) {
        connect(call, world.scenario().streamLine(), connection -> {
            latest = connection;
            if (dice.chance(breaking)) {
                connection.planBreak();
            }
        });
    }

    /** The client connects for a transfer. */
    void connectForTransfer(Call call) {
        connect(call, world.scenario().bulkLine(), world.shipper()::onConnection);
    }

    private void connect(Call call, Scenario.Line line, Consumer<Connection> whenThere) {
        Access how = access;
        world.happenings().add(Happening.valueOf("CONNECT_" + how));
        if (how == Access.UNREACHABLE) {
            world.client().loop().after(MILLISECONDS.toNanos(dice.between(1, 200)), call::onUnreachable);
        } else if (how != Access.UNANSWERED) {
            SocketEnd answering = new SocketEnd(world.server().loop(), new Nobody(), dice.split());
            SocketEnd calling = new SocketEnd(world.client().loop(), call, dice.split());
            whenThere.accept(new Connection(world, calling, answering, line));
            call.onOpened(calling, how != Access.FALSE_HOUSE);
            reach(how, answering, true);
        }
    }

    /** A stranger connects, and finds the server. */
    void connect(Burglar.Try attempt) {
        SocketEnd answering = new SocketEnd(world.server().loop(), new Nobody(), dice.split());
        SocketEnd calling = new SocketEnd(attempt.loop(), attempt, dice.split());
        new Connection(world, calling, answering, world.scenario().streamLine());
        attempt.onOpened(calling);
        reach(Access.OPEN, answering, false);
    }

    private void reach(Access how, SocketEnd end, boolean isClient) {
        long delay = world.scenario().streamDelay;
        world.agenda().after(delay, () -> world.server().loop().execute(() -> answer(how, end, isClient)));
    }

    private void answer(Access how, SocketEnd end, boolean isClient) {
        switch (how) {
            case OPEN -> world.house().accept(end, isClient);
            case BUSY -> world.house().turnAway(end);
            case SHUT -> end.close();
            case FALSE_HOUSE -> new FalseHouse(world, end).greet();
            case UNREACHABLE, UNANSWERED -> throw new IllegalStateException("there is no connection");
        }
    }
}
