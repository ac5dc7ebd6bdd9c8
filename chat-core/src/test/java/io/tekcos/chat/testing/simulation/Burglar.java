package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/** Knows the session's name, has seen what the client sent, does not know its secret, and wants the session. */
final class Burglar {

    private static final long MEAN_GAP = SECONDS.toNanos(4);

    private final World world;
    private final Dice dice;
    private final Loop loop;
    private boolean over;

    Burglar(World world) {
        this.world = world;
        dice = world.dice().split();
        loop = new Loop(world.agenda(), dice.split());
    }

    void begin() {
        world.agenda().after(dice.about(MEAN_GAP), () -> {
            if (!over) {
                world.streams().connect(new Try());
                begin();
            }
        });
    }

    void end() {
        over = true;
    }

    /** One connection. */
    final class Try implements SocketEnd.Handler {

        private @Nullable SocketEnd end;

        Loop loop() {
            return loop;
        }

        void onOpened(SocketEnd opened) {
            end = opened;
        }

        @Override
        public void onFrame(Frame frame, int bytes) {
            if (frame instanceof Ack && end != null) {
                Frame question = question();
                if (question != null) {
                    end.write(question);
                    end.flush();
                }
            }
        }

        @Override
        public void onViolation(WireException violation) {
            throw new AssertionError(violation);
        }

        @Override
        public void onInputEnd() {
            if (end != null) {
                end.abort();
            }
        }

        @Override
        public void onGone() {}
    }

    /** Whatever might open the door; null to stand there and say nothing. */
    private @Nullable Frame question() {
        Ticket ticket = world.caller().ticket();
        switch (dice.between(0, 3)) {
            case 0 -> {
                world.happenings().add(Happening.FORGED_RESUME);
                return new Resume(
                        ProtocolVersion.NEWEST,
                        ticket.session(),
                        ticket.attempt() + dice.between(0, 3),
                        dice.bytes32(),
                        dice.between(0, 5),
                        dice.bytes32());
            }
            case 1 -> {
                world.happenings().addIf(world.caller().lastResume() != null, Happening.REPLAYED_RESUME);
                return world.caller().lastResume();
            }
            case 2 -> {
                boolean isThere = world.server().isBegun();
                world.happenings().addIf(isThere, Happening.FORGED_JOIN);
                return isThere
                        ? new Join(
                                ProtocolVersion.NEWEST,
                                ticket.session(),
                                dice.bytes32(),
                                "burglar",
                                PeerLimits.withWindow(world.scenario().clientWindow))
                        : null;
            }
            default -> {
                return null;
            }
        }
    }
}
