package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tekcos.chat.testing.simulation.Scenario.Span;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One direction of the datagrams' way: loses, delays, doubles and reorders them, and is cut off for a while. */
final class Lane {

    private static final int LONGEST_BURST = 20;

    private final World world;
    private final Dice dice;
    private final List<Span> cuts = new ArrayList<>();
    private Weather weather;
    private int burst;

    Lane(World world) {
        this.world = world;
        dice = world.dice().split();
        weather = world.scenario().weather(dice);
    }

    /** Nothing comes through for a while. */
    void cut(Span when) {
        cuts.add(when);
    }

    /** From now on everything comes through. */
    void clearUp() {
        cuts.clear();
        burst = 0;
        weather = Weather.FAIR;
    }

    void carry(Packet packet, Datagram datagram, Consumer<Packet> arrival) {
        Happening harm = harm();
        if (harm != null) {
            lose(datagram, harm);
            return;
        }
        world.agenda().after(delay(), () -> arrival.accept(packet));
        if (dice.chance(weather.doubled())) {
            world.happenings().add(Happening.DATAGRAM_DOUBLED);
            world.happenings().addIf(datagram instanceof Helo, Happening.HELO_DOUBLED);
            world.happenings().addIf(datagram instanceof Bind, Happening.BIND_DOUBLED);
            world.agenda().after(delay(), () -> arrival.accept(packet));
        }
    }

    private @Nullable Happening harm() {
        long now = world.agenda().now();
        for (Span cut : cuts) {
            if (cut.contains(now)) {
                return Happening.DATAGRAM_CUT_OFF;
            }
        }
        if (burst > 0) {
            burst--;
            return Happening.BURST_LOST;
        }
        if (dice.chance(weather.burst())) {
            burst = dice.between(1, LONGEST_BURST);
        }
        return dice.chance(weather.loss()) ? Happening.DATAGRAM_LOST : null;
    }

    private void lose(Datagram datagram, Happening how) {
        Happenings happenings = world.happenings();
        happenings.add(how);
        happenings.addIf(datagram instanceof Helo, Happening.HELO_LOST);
        happenings.addIf(datagram instanceof HeloOk, Happening.HELO_OK_LOST);
        happenings.addIf(datagram instanceof Bind, Happening.BIND_LOST);
        happenings.addIf(datagram instanceof Bound, Happening.BOUND_LOST);
        happenings.addIf(datagram instanceof PingDatagram, Happening.PING_LOST);
        happenings.addIf(datagram instanceof PongDatagram, Happening.PONG_LOST);
        if (world.trace().isOn()) {
            world.trace().add("net", "loses " + Side.brief(datagram) + ": " + how);
        }
    }

    private long delay() {
        long delay = weather.delay() + dice.between(0L, weather.jitter());
        if (!dice.chance(weather.reordered())) {
            return delay;
        }
        world.happenings().add(Happening.DATAGRAM_REORDERED);
        return delay + MILLISECONDS.toNanos(dice.chance(0.1) ? dice.between(500, 6_000) : dice.between(1, 60));
    }
}
