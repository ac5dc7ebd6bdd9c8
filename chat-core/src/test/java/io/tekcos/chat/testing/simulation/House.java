package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.HOURS;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Cookies;
import io.tekcos.chat.protocol.Fence;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.protocol.Tombstones;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import org.jspecify.annotations.Nullable;

/** The server, which knows at most one session: what the acceptor, the registry and the server's hold on a session are. */
final class House {

    static final int BUSY_RETRY_MILLIS = 1_000;

    private final World world;
    private final Dice dice;
    private final Cookies cookies;
    private Fence fence = new Fence(0);
    private Tombstones tombstones = new Tombstones(10, HOURS.toNanos(24));
    private @Nullable Tenant tenant;
    private long datagramId;
    private long latestAttempt;

    House(World world) {
        this.world = world;
        dice = world.dice().split();
        cookies = new Cookies(dice.bytes32());
    }

    Side server() {
        return world.server();
    }

    PeerLimits limits() {
        return PeerLimits.withWindow(world.scenario().serverWindow);
    }

    Bytes32 nonce() {
        return dice.bytes32();
    }

    void accept(SocketEnd end, boolean isClient) {
        new Doorway(world, end, isClient).greet();
    }

    /** Says that it is busy, and closes the connection. */
    void turnAway(SocketEnd end) {
        world.happenings().add(Happening.REFUSED_BUSY);
        end.write(new Refused(RefusalCode.BUSY.code(), BUSY_RETRY_MILLIS, "too many connections are half open"));
        end.close();
    }

    /** What proves that somebody is the client of a session that is there, running or just ended; null if none is. */
    @Nullable
    Bytes32 secretOf(SessionId of) {
        return tenant != null && of.equals(tenant.session) ? tenant.secret : null;
    }

    @Nullable
    Tombstone tombstone(SessionId of) {
        return tombstones.find(of, server().now());
    }

    /** A session begins, after an attempt to resume it that came too early. */
    Side.Hold register(SessionId session, Bytes32 secret, long attempt) {
        fence = new Fence(attempt);
        latestAttempt = attempt;
        Tenant next = new Tenant(session, secret, server());
        tenant = next;
        return next;
    }

    /** Whether it is the session that is here, or was. */
    boolean isOf(SessionId session) {
        return tenant != null && session.equals(tenant.session);
    }

    /** There is to be no session but another one; returns whether that is so already. */
    boolean makesRoom() {
        Side before = server();
        if (!before.isBegun()) {
            return true;
        }
        if (before.isAlive()) {
            before.dropConnection();
        }
        if (before.isAlive()) {
            world.happenings().add(Happening.LEFT_BEHIND);
            before.stream().giveUp("the client goes on with another session");
        }
        if (tenant != null) {
            return false; // its listener has yet to hear what has arrived
        }
        world.beginServer(before.loop());
        return true;
    }

    boolean knowsDatagrams(long id) {
        return datagramId != 0 && datagramId == id;
    }

    /** A connection stands: its datagrams have a new id. */
    ServerBinding newBinding(Bytes32 itsSecret) {
        datagramId = dice.any() | 1;
        world.doorkeeper().onNewId();
        return new ServerBinding(datagramId, itsSecret, cookies, server().now());
    }

    /** Judges an attempt to go on with the session. */
    @Nullable
    RefusalCode judge(Resume resume) {
        RefusalCode refusal = fence.judge(resume, server().stream(), server().now());
        if (refusal != RefusalCode.SUPERSEDED && resume.attempt() <= latestAttempt) {
            throw new AssertionError("attempt " + resume.attempt() + " counts after attempt " + latestAttempt);
        }
        if (refusal == RefusalCode.IMPOSSIBLE_POSITION && !world.outbox().maySomeBeLost()) {
            throw new AssertionError("the server has never been where the client goes on: " + resume);
        }
        latestAttempt = Math.max(latestAttempt, resume.attempt());
        return refusal;
    }

    /** The server is killed and started again; it remembers at most what it has written down. */
    void restart() {
        Side killed = server();
        boolean wrote = dice.chance(0.5);
        tombstones = new Tombstones(10, HOURS.toNanos(24));
        if (wrote && tenant != null) {
            tombstones.add(
                    tenant.session, new Tombstone(tenant.secret, killed.stream().heard(), false), killed.now());
        }
        tenant = null;
        datagramId = 0;
        killed.crash(false);
        if (world.scenario().outbox) {
            killed.loop().die();
            world.beginServer(new Loop(world.agenda(), dice.split()));
        }
    }

    /** A session that is here, or has ended and is not forgotten yet. */
    private final class Tenant implements Side.Hold {
        final SessionId session;
        final Bytes32 secret;
        final Side side;

        Tenant(SessionId session, Bytes32 secret, Side side) {
            this.session = session;
            this.secret = secret;
            this.side = side;
        }

        @Override
        public void onDetached(String why) {
            datagramId = 0;
        }

        @Override
        public void onEnded(SessionClosed how) {
            datagramId = 0;
        }

        @Override
        public void onSettled() {
            tombstones.add(session, new Tombstone(secret, side.stream().heard(), true), side.now());
            tenant = null;
        }
    }
}
