package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.journal.ClientJournal;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import io.tekcos.chat.wire.Resume;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's journal on its disk, which outlives its processes; or they end in the middle of what they do with it. */
final class Outbox {

    private static final SessionId NO_SESSION = new SessionId(0, 0);
    private static final Path DIRECTORY = Path.of("outbox");

    private final World world;
    private final SimulatedDisk disk;
    private boolean someMayBeLost;
    private @Nullable Resume latest;

    Outbox(World world) {
        this.world = world;
        disk = new SimulatedDisk(world.dice().any());
    }

    /** A process opens it, and finds what the one before has left. */
    ClientJournal.Opened open() {
        ClientJournal.Opened opened = ClientJournal.open(disk, DIRECTORY, "server", 2000, world.scenario().durability);
        world.happenings().addIf(opened.tornBytes() > 0, Happening.RECORD_TORN);
        SavedSession saved = opened.saved();
        if (saved == null) {
            world.toServer().onRestored(NO_SESSION, 0, List.of(), someMayBeLost);
        } else {
            judge(saved);
        }
        return opened;
    }

    private void judge(SavedSession saved) {
        world.toServer().onRestored(saved.session(), saved.acknowledged(), saved.frames(), someMayBeLost);
        if (world.house().isOf(saved.session())) {
            world.toClient().onListenerRestored(saved.received(), someMayBeLost);
        }
    }

    /** A RESUME leaves; none of the same session that a process before this one has sent may have had its number. */
    void onResuming(Resume next) {
        Resume before = latest;
        boolean isOld = before != null && before.session().equals(next.session()) && next.attempt() <= before.attempt();
        if (isOld && !someMayBeLost) {
            throw new AssertionError("attempt " + next.attempt() + " leaves after " + before);
        }
        latest = next;
    }

    /** Whether the machine has failed, and nobody had promised that what was written would survive that. */
    boolean maySomeBeLost() {
        return someMayBeLost;
    }

    /** The process ends in the middle of what it does with the disk, and not of the next but of the one after so many. */
    void crashAfter(int operations) {
        disk.crashAfter(operations);
    }

    /** Nobody dies of it any more. */
    void spare() {
        disk.spare();
    }

    /** The process is no more. */
    void onKilled(boolean powerFailed) {
        if (powerFailed) {
            disk.restartAfterPowerLoss();
            someMayBeLost |= world.scenario().durability == Durability.WRITE;
        } else {
            disk.restartAfterKill();
        }
    }
}
