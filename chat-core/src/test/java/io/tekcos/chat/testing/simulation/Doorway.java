package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;

/** A connection at the server as long as its handshake goes on: who joins, who goes on with a session, and who is refused. */
final class Doorway implements SocketEnd.Handler {

    private static final int UDP_PORT = 2000;
    private static final String NAME = "server";

    private final World world;
    private final House house;
    private final SocketEnd end;
    private final boolean isClient;
    private final ServerHandshake handshake;
    private boolean decided;

    /**
     * Of a connection.
     *
     * @param isClient whether it is the client's; anybody else's must not get in
     */
    Doorway(World world, SocketEnd end, boolean isClient) {
        this.world = world;
        this.end = end;
        this.isClient = isClient;
        house = world.house();
        handshake = new ServerHandshake(house.nonce(), UDP_PORT, house.limits());
        end.handleBy(this);
    }

    void greet() {
        say(handshake.greeting());
        end.flush();
        end.loop().after(Caller.HANDSHAKE, () -> {
            if (!decided) {
                refuse(RefusalCode.TOO_LATE, 0);
            }
        });
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (decided) {
            return;
        }
        if (world.trace().isOn()) {
            world.trace().add(house.server(), "is asked " + Side.brief(frame));
        }
        Frame request = handshake.onFrame(frame);
        if (request instanceof Join join) {
            admit(join);
        } else if (request instanceof Resume resume) {
            answer(resume);
        } else if (request instanceof Attach attach) {
            answer(attach);
        }
    }

    @Override
    public void onViolation(WireException violation) {
        throw new AssertionError("the server finds fault with who asks: " + violation, violation);
    }

    @Override
    public void onInputEnd() {
        if (!decided) {
            end.abort();
        }
    }

    @Override
    public void onGone() {
        decided = true;
    }

    private void admit(Join join) {
        if (house.secretOf(join.session()) != null || !isWanted(join)) {
            refuse(RefusalCode.EXISTS, 0);
            return;
        }
        if (!house.makesRoom()) {
            refuse(RefusalCode.BUSY, House.BUSY_RETRY_MILLIS);
            return;
        }
        requireClient(join);
        decided = true;
        Side.Hold hold = house.register(join.session(), join.secret(), handshake.attempt());
        ServerBinding binding = house.newBinding(join.secret());
        say(handshake.admit(binding.id(), NAME));
        house.server().begin(end, binding, hold);
        house.server().datagrams().attach();
        end.flush();
    }

    /** Only the client's latest session is of interest here: others would stand beside it, and nobody would come for them. */
    private boolean isWanted(Join join) {
        return world.scenario().outbox
                ? isClient
                        && house.tombstone(join.session()) == null
                        && join.session().equals(world.caller().ticket().session())
                : !house.server().isBegun();
    }

    private void answer(Resume resume) {
        Bytes32 secret = house.secretOf(resume.session());
        if (secret == null) {
            answerFromTombstone(resume);
        } else if (!handshake.isProven(resume, secret)) {
            refuse(RefusalCode.UNPROVEN, 0);
        } else {
            takeOver(resume, secret);
        }
    }

    private void answer(Attach attach) {
        Bytes32 secret = house.secretOf(attach.session());
        Desk desk = house.server().desk();
        if (secret == null) {
            refuse(RefusalCode.UNKNOWN, 0);
        } else if (!handshake.isProven(attach, secret)) {
            refuse(RefusalCode.UNPROVEN, 0);
        } else if (!desk.takesConnection(attach.transfer())) {
            world.happenings().add(Happening.ATTACH_REFUSED);
            refuse(RefusalCode.UNKNOWN, 0);
        } else if (!end.isClosed()) {
            requireClient(attach);
            decided = true;
            say(handshake.attach(attach, secret));
            desk.attach(attach.transfer(), end);
            end.flush();
        }
    }

    private void answerFromTombstone(Resume resume) {
        Tombstone tombstone = house.tombstone(resume.session());
        if (tombstone == null) {
            world.happenings().add(Happening.REFUSED_UNKNOWN);
            say(handshake.unknown());
            end.flush();
        } else if (!handshake.isProven(resume, tombstone.secret())) {
            refuse(RefusalCode.UNPROVEN, 0);
        } else {
            refuse(handshake.ended(resume, tombstone));
        }
    }

    private void takeOver(Resume resume, Bytes32 secret) {
        if (end.isClosed()) {
            decided = true;
        } else if (house.server().ended() != null) {
            answerEnded(resume);
        } else {
            RefusalCode refusal = house.judge(resume);
            if (refusal != null) {
                refuse(refusal, refusal == RefusalCode.BUSY ? House.BUSY_RETRY_MILLIS : 0);
            } else {
                requireClient(resume);
                house.server().dropConnection();
                goOn(resume, secret);
            }
        }
    }

    private void goOn(Resume resume, Bytes32 secret) {
        Side server = house.server();
        if (server.ended() != null) {
            answerEnded(resume);
            return;
        }
        decided = true;
        ServerBinding binding = house.newBinding(secret);
        say(handshake.resume(
                resume,
                secret,
                binding.id(),
                server.stream().received(),
                server.stream().outbound().mayHaveArrived(),
                NAME));
        server.resume(end, resume.received(), binding);
        server.datagrams().attach();
    }

    private void answerEnded(Resume resume) {
        Tombstone tombstone = house.tombstone(resume.session());
        if (tombstone == null) {
            world.happenings().add(Happening.REFUSED_ENDING);
            refuse(RefusalCode.BUSY, House.BUSY_RETRY_MILLIS);
        } else {
            refuse(handshake.ended(resume, tombstone));
        }
    }

    private void refuse(RefusalCode code, int retryMillis) {
        refuse(new Refused(code.code(), retryMillis, "no"));
    }

    private void refuse(Refused refused) {
        decided = true;
        world.happenings().add(Happening.valueOf("REFUSED_" + RefusalCode.ofCode(refused.code())));
        if (world.trace().isOn()) {
            world.trace().add(house.server(), "refuses: " + refused);
        }
        end.closeWith(refused);
    }

    private void say(Frame frame) {
        if (world.trace().isOn()) {
            world.trace().add(house.server(), "says " + Side.brief(frame));
        }
        end.write(frame);
    }

    private void requireClient(Frame asked) {
        if (!isClient) {
            throw new AssertionError("the server lets a stranger in: " + asked);
        }
    }
}
