package io.tekcos.chat.bench.worker;

import io.tekcos.chat.bench.chat.ChatTransport;
import io.tekcos.chat.bench.jdk.JdkTransport;
import io.tekcos.chat.bench.kryonet.KryonetTransport;
import io.tekcos.chat.bench.loop.Transport;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.netty.NettyTransport;
import java.util.Locale;

/** Who is measured, in the order of the rounds. */
public enum Strategy {
    NETTY,
    JDK,
    KRYONET,
    CHAT;

    /** What all others are compared with. */
    public static final Strategy FLOOR = NETTY;

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is such a thing in it. */
    public boolean has(WorkItem item) {
        return switch (item.shape()) {
            case ROUND_TRIP, ONE_WAY -> true;
            case ROOM -> this == NETTY || this == CHAT;
            case FLOOD -> this == CHAT;
        };
    }

    /** Only the chosen strategy's library need be on the class path. */
    Transport transport() {
        return switch (this) {
            case NETTY -> new NettyTransport();
            case JDK -> new JdkTransport();
            case KRYONET -> new KryonetTransport();
            case CHAT -> new ChatTransport();
        };
    }
}
