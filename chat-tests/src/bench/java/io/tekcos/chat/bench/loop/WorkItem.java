package io.tekcos.chat.bench.loop;

import java.util.Locale;

/** What can be measured. */
public enum WorkItem {
    TCP_ROUND_TRIP(Carrier.TCP, Shape.ROUND_TRIP),
    UDP_ROUND_TRIP(Carrier.UDP, Shape.ROUND_TRIP),
    TCP_ONE_WAY(Carrier.TCP, Shape.ONE_WAY),
    UDP_ONE_WAY(Carrier.UDP, Shape.ONE_WAY),
    ROOM(Carrier.TCP, Shape.ROOM),
    FLOOD(Carrier.TCP, Shape.FLOOD),
    FILE(Carrier.TCP, Shape.FILE),
    TREE(Carrier.TCP, Shape.TREE),
    FILECHAT(Carrier.TCP, Shape.FILECHAT);

    private final Carrier carrier;
    private final Shape shape;

    WorkItem(Carrier carrier, Shape shape) {
        this.carrier = carrier;
        this.shape = shape;
    }

    public Carrier carrier() {
        return carrier;
    }

    public Shape shape() {
        return shape;
    }

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
