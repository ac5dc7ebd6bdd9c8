package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.WireException;

/** Lives at the server's address, speaks the protocol, does not know the session's secret, and says that it is the server. */
final class FalseHouse implements SocketEnd.Handler {

    private final World world;
    private final Dice dice;
    private final SocketEnd end;

    FalseHouse(World world, SocketEnd end) {
        this.world = world;
        this.end = end;
        dice = world.dice().split();
        end.handleBy(this);
    }

    void greet() {
        end.write(new Ack(
                ProtocolVersion.OLDEST,
                ProtocolVersion.NEWEST,
                dice.bytes32(),
                2000,
                PeerLimits.withWindow(world.scenario().serverWindow)));
        end.flush();
    }

    @Override
    public void onFrame(Frame frame, int bytes) {
        if (frame instanceof Resume resume) {
            end.closeWith(answer(resume));
        } else if (frame instanceof Attach) {
            world.happenings().add(Happening.FALSELY_ATTACHED);
            end.closeWith(new Attached(dice.bytes32()));
        } else {
            end.abort(); // whoever only joins cannot tell it from the server
        }
    }

    @Override
    public void onViolation(WireException violation) {
        throw new AssertionError(violation);
    }

    @Override
    public void onInputEnd() {
        end.abort();
    }

    @Override
    public void onGone() {}

    /** That it knows no such session it says only where the session is lost anyway: nobody can prove that, and it is believed. */
    private Frame answer(Resume resume) {
        if (world.scenario().ending == Scenario.Ending.LOST && dice.chance(0.3)) {
            world.happenings().add(Happening.FALSELY_UNKNOWN);
            return new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session");
        }
        return dice.chance(0.6) ? resumed(resume) : ended();
    }

    private Frame resumed(Resume resume) {
        world.happenings().add(Happening.FALSELY_RESUMED);
        return new Resumed(dice.any(), resume.received(), dice.between(0, 9), "server", dice.bytes32());
    }

    private Frame ended() {
        world.happenings().add(Happening.FALSELY_ENDED);
        Epitaph epitaph = new Epitaph(dice.between(0, 9), true).withProof(dice.bytes32());
        return new Refused(RefusalCode.ENDED.code(), 0, "the session has ended", epitaph);
    }
}
