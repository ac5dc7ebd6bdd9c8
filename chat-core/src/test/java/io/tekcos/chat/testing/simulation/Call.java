package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/** A connection of the client, as long as its handshake goes on. */
final class Call implements SocketEnd.Handler {

    /** Who has called. */
    interface Owner {

        /** Whether the server may have let the client in. */
        boolean hasAsked();

        /** A RESUME goes out. */
        void onResuming(Resume resume);

        /** The handshake on a connection is over. */
        void onDecided(SocketEnd end, Step step);

        /** There is no session by this connection, for a reason. */
        void onFailed(ChatException why, boolean mayBeIn);
    }

    private final World world;
    private final Owner caller;
    private final ClientHandshake handshake;
    private @Nullable SocketEnd end;
    private boolean isGenuine = true;
    private boolean over;

    Call(World world, Owner caller, ClientHandshake handshake) {
        this.world = world;
        this.caller = caller;
        this.handshake = handshake;
    }

    void onOpened(SocketEnd opened, boolean genuine) {
        end = opened;
        isGenuine = genuine;
    }

    void onUnreachable() {
        fail("the network does not reach it");
    }

    void onLimit() {
        fail("no answer in time");
    }

    /** Nobody wants it any more. */
    void hangUp() {
        over = true;
        if (end != null) {
            end.abort();
        }
    }

    /** The program is no more. */
    void die(boolean silently) {
        over = true;
        if (end != null && silently) {
            end.die();
        } else if (end != null) {
            end.kill();
        }
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (over || end == null) {
            return;
        }
        if (world.trace().isOn()) {
            world.trace().add(world.client(), "is answered " + Side.brief(frame));
        }
        Step step = handshake.onFrame(frame);
        if (step instanceof Step.Reply reply) {
            say(end, reply.frame());
        } else if (step instanceof Step.Failed failed) {
            fail(failed.why());
        } else {
            decide(end, step);
        }
    }

    @Override
    public void onViolation(WireException violation) {
        if (!over) {
            throw new AssertionError("the client finds fault with who answers: " + violation, violation);
        }
    }

    @Override
    public void onInputEnd() {
        fail("closed in the handshake");
    }

    @Override
    public void onGone() {
        fail("broken in the handshake");
    }

    private void say(SocketEnd to, Frame frame) {
        if (frame instanceof Resume resume) {
            caller.onResuming(resume);
        } else {
            world.happenings().addIf(caller.hasAsked(), Happening.JOINED_AFTER_UNKNOWN);
        }
        if (world.trace().isOn()) {
            world.trace().add(world.client(), "asks " + Side.brief(frame));
        }
        to.write(frame);
        to.flush();
    }

    private void decide(SocketEnd by, Step step) {
        if (!isGenuine) {
            throw new AssertionError("the client takes somebody else for the server: " + step);
        }
        over = true;
        caller.onDecided(by, step);
    }

    private void fail(String why) {
        fail(new PeerUnreachableException(why, null));
    }

    private void fail(ChatException why) {
        if (!over) {
            world.happenings().addIf(handshake.hasAsked(), Happening.CUT_BEFORE_THE_ANSWER);
            hangUp();
            caller.onFailed(why, handshake.hasAsked());
        }
    }
}
