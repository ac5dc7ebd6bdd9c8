package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Knows the session's id, has seen its datagrams, does not know its secret, and tries what can be tried with that. */
final class Stranger {

    private static final long MEAN_GAP = MILLISECONDS.toNanos(250);
    private static final int NUMBER_AT = 9;
    private static final int COOKIE_AT = 17;

    private final World world;
    private final DatagramNet net;
    private final Dice dice;
    private long id;
    private boolean over;

    Stranger(World world) {
        this.world = world;
        net = world.net();
        dice = world.dice().split();
    }

    void begin() {
        world.agenda().after(dice.about(MEAN_GAP), () -> {
            if (!over) {
                act();
                begin();
            }
        });
    }

    void end() {
        over = true;
    }

    private void act() {
        if (world.server().isBegun()) {
            id = world.server().datagrams().path().id();
        }
        switch (dice.between(0, 8)) {
            case 0 -> replay(net.anyCaptured(false));
            case 1 -> replay(net.anyCaptured(true));
            case 2 -> replayFromElsewhere(net.anyCaptured(dice.chance(0.5)));
            case 3 -> fromElsewhere(new Helo(id, number()), Happening.FORGED_HELO);
            case 4 -> fromElsewhere(traffic(), Happening.FORGED_TRAFFIC);
            case 5 -> fromElsewhere(new Bind(id, number(), cookie(), dice.bytes32()), Happening.FORGED_BIND);
            case 6 -> asTheClient(bytes(new Bind(id, number(), cookie(), dice.bytes32())), Happening.FORGED_BIND);
            case 7 -> tooFarAhead(net.anyCaptured(false));
            default -> garbage(net.anyCaptured(false));
        }
    }

    private void replay(@Nullable Packet packet) {
        if (packet != null) {
            world.happenings().add(Happening.REPLAYED);
            net.inject(packet);
        }
    }

    private void replayFromElsewhere(@Nullable Packet packet) {
        if (packet != null && packet.to().equals(DatagramNet.SERVER)) {
            world.happenings().add(Happening.REPLAYED_FROM_ELSEWHERE);
            net.inject(new Packet(packet.bytes(), DatagramNet.STRANGER, DatagramNet.SERVER));
        }
    }

    /** As from the client: its source address can be forged, its proof cannot. */
    private void asTheClient(byte[] bytes, Happening what) {
        world.happenings().add(what);
        net.inject(new Packet(bytes, net.clientAddress(), DatagramNet.SERVER));
    }

    private void fromElsewhere(Datagram datagram, Happening what) {
        world.happenings().add(what);
        net.inject(new Packet(bytes(datagram), DatagramNet.STRANGER, DatagramNet.SERVER));
    }

    private void tooFarAhead(@Nullable Packet packet) {
        if (packet != null && packet.bytes()[0] >= 5) {
            byte[] changed = packet.bytes().clone();
            ByteBuffer.wrap(changed).putLong(NUMBER_AT, (1L << 25) + number());
            world.happenings().add(Happening.FORGED_NUMBER);
            net.inject(new Packet(changed, packet.from(), packet.to()));
        }
    }

    private void garbage(@Nullable Packet packet) {
        if (packet != null) {
            byte[] changed = packet.bytes().clone();
            changed[0] = (byte) dice.pick(0x01, 0x06, 0x3f);
            world.happenings().add(Happening.GARBAGE);
            int length = Math.max(Datagram.HEADER_BYTES, changed.length - dice.between(0, 20));
            net.inject(new Packet(Arrays.copyOf(changed, length), packet.from(), packet.to()));
        }
    }

    private Datagram traffic() {
        return switch (dice.between(0, 3)) {
            case 0 -> new TextDatagram(id, number(), dice.between(0, 50), 0, "forged, and long enough for an answer");
            case 1 -> new CopyDatagram(id, number(), dice.between(1, 50), dice.between(0, 50), 0, "forged");
            case 2 -> new PingDatagram(id, number(), 1);
            default -> new PongDatagram(id, number(), dice.between(1, 9));
        };
    }

    private long number() {
        return dice.between(1, 3_000);
    }

    /** The one that it got for its own address, if it got any. */
    private Bytes32 cookie() {
        byte[] answer = net.forStranger();
        return answer == null || answer.length < COOKIE_AT + Bytes32.LENGTH
                ? dice.bytes32()
                : Bytes32.of(Arrays.copyOfRange(answer, COOKIE_AT, COOKIE_AT + Bytes32.LENGTH));
    }

    private static byte[] bytes(Datagram datagram) {
        ByteBuf buffer = Unpooled.buffer();
        datagram.write(buffer);
        return ByteBufUtil.getBytes(buffer);
    }
}
