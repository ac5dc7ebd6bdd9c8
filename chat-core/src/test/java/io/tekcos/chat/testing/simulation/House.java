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
final class House implements Side.Hold {

    static final int BUSY_RETRY_MILLIS = 1_000;

    private final World world;
    private final Dice dice;
    private final Cookies cookies;
    private Fence fence = new Fence(0);
    private Tombstones tombstones = new Tombstones(10, HOURS.toNanos(24));
    private @Nullable SessionId session;
    private @Nullable Bytes32 secret;
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
        return of.equals(session) ? secret : null;
    }

    @Nullable
    Tombstone tombstone(SessionId of) {
        return tombstones.find(of, server().now());
    }

    /** A session begins, after an attempt to resume it that came too early. */
    void register(SessionId newSession, Bytes32 itsSecret, long attempt) {
        fence = new Fence(attempt);
        latestAttempt = attempt;
        session = newSession;
        secret = itsSecret;
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
        if (refusal == RefusalCode.IMPOSSIBLE_POSITION) {
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
        if (wrote && session != null && secret != null) {
            tombstones.add(session, new Tombstone(secret, killed.stream().heard(), false), killed.now());
        }
        session = null;
        datagramId = 0;
        killed.crash();
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
        if (session != null && secret != null) {
            tombstones.add(session, new Tombstone(secret, server().stream().heard(), true), server().now());
            session = null;
        }
    }
}
