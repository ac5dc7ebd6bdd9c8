package io.tekcos.chat.testing.simulation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.DatagramPath;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.WireException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A side's datagrams on their socket: carries out what the path decides, and sends texts at the end of each turn. */
final class Datagrams implements DatagramPath.Carrier {

    private static final int SOCKET_HOLDS = 100;

    private final Side side;
    private final World world;
    private final DatagramPath path;
    private final ArrayDeque<Sent> waiting = new ArrayDeque<>();
    private int inSocket;
    private PathState last = PathState.PROBING;
    private @Nullable Datagram current;
    private int currentLength;

    Datagrams(Side side, Binding binding, World world) {
        this.side = side;
        this.world = world;
        path = new DatagramPath(binding, this);
    }

    DatagramPath path() {
        return path;
    }

    /** There is a socket, the first or another. */
    void attach() {
        if (side.isConnected()) {
            path.begin(side.now());
            path.poll(side.now());
            side.rearm();
        }
    }

    /** There is another connection, and so another id. */
    void rebind(Binding binding) {
        path.rebind(binding);
    }

    /** The connection is lost, and the id with it. */
    void detach() {
        path.detach();
        flush();
    }

    void end() {
        path.end();
        waiting.clear();
    }

    boolean hasRoom() {
        return waiting.size() < world.scenario().waitingDatagrams;
    }

    /** Takes a text, to be sent with the next flush. */
    void offer(Sent sent) {
        waiting.add(sent);
    }

    void flush() {
        for (Sent next = waiting.poll(); next != null; next = waiting.poll()) {
            if (path.peer() != null) {
                next.copyGone = true;
                send(datagram(next), path.peer());
            }
        }
    }

    /** The network brings a datagram. */
    void arrive(byte[] bytes, InetSocketAddress from) {
        if (side.loop().isPaused() && inSocket >= SOCKET_HOLDS) {
            world.happenings().add(Happening.SOCKET_OVERFLOWED);
        } else {
            inSocket++;
            side.loop().execute(() -> read(bytes, from));
        }
    }

    @Override
    public void send(Datagram datagram, @Nullable InetSocketAddress to) {
        if (world.trace().isOn()) {
            world.trace().add(side, "sends " + Side.brief(datagram) + (to == null ? "" : " to " + to));
        }
        ByteBuf buffer = Unpooled.buffer(64);
        datagram.write(buffer);
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        world.doorkeeper().onSending(side, datagram, bytes.length, to, current, currentLength);
        world.net().send(side, datagram, bytes, to);
    }

    @Override
    public void onText(TextDatagram text) {
        if (!side.inbox().onDatagram(new Message(text.textId(), "", text.text(), Via.UDP, false))) {
            world.happenings().add(Happening.TEXT_UNHEARD);
        }
    }

    @Override
    public void onCopy(CopyDatagram copy, long now) {
        if (!side.stream().onCopy(copy, now)) {
            world.happenings().add(Happening.COPY_TOO_EARLY_OR_UNHEARD);
        }
    }

    @Override
    public void onChange(PathState state, String why) {
        world.trace().add(side, "path " + state.name().toLowerCase(Locale.ROOT) + ": " + why);
        if (state == PathState.DOWN && world.scenario().calm && world.isSound()) {
            throw new AssertionError("the path of " + side + " goes down, and nothing is wrong: " + why);
        }
        world.happenings().addIf(why.contains("again"), Happening.ANSWERED_AGAIN);
        world.happenings().addIf(why.contains("moved"), Happening.PEER_MOVED);
        if (last != state) {
            world.happenings().add(Happening.valueOf(last + "_TO_" + state));
        } else if (!why.contains("moved")) {
            throw new AssertionError("the path of " + side + " is " + state + " once more: " + why);
        }
        last = state;
    }

    @Override
    public void onDropped(DropReason reason) {
        if (world.trace().isOn()) {
            world.trace().add(side, "drops it: " + reason);
        }
        world.happenings().add(Happening.valueOf("DROPPED_" + reason));
    }

    @Override
    public void onReceived() {}

    @Override
    public void renewSocket() {
        if (world.net().canRenew(side)) {
            side.loop().submit(() -> {
                if (side.isConnected()) {
                    world.net().renewSocket();
                    attach();
                }
            });
        }
    }

    private void read(byte[] bytes, InetSocketAddress from) {
        inSocket--;
        if (!side.isAlive()) {
            return;
        }
        current = parse(bytes);
        if (current != null && !world.knows(side, current.id())) {
            onDropped(DropReason.UNKNOWN_ID);
            return;
        }
        currentLength = bytes.length;
        if (world.trace().isOn()) {
            world.trace().add(side, "gets " + (current == null ? "garbage" : Side.brief(current)) + " from " + from);
        }
        path.onDatagram(current, bytes.length, from, side.now());
        world.doorkeeper().judgePeer(side);
        current = null;
        side.rearm();
    }

    private Datagram datagram(Sent sent) {
        return sent.via == Via.UDP
                ? new TextDatagram(path.id(), path.nextNumber(), sent.id, 0, sent.text)
                : new CopyDatagram(path.id(), path.nextNumber(), sent.position, sent.id, 0, sent.text);
    }

    private static @Nullable Datagram parse(byte[] bytes) {
        if (bytes.length > Limits.MAX_DATAGRAM_BYTES) {
            throw new AssertionError("a datagram of " + bytes.length + " bytes");
        }
        try {
            return Datagram.read(bytes, bytes.length);
        } catch (WireException malformed) {
            return null;
        }
    }
}
