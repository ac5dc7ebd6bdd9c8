package io.tekcos.chat.bench.worker;

import io.tekcos.chat.bench.bare.BareTransport;
import io.tekcos.chat.bench.chat.ChatTransport;
import io.tekcos.chat.bench.jdk.JdkTransport;
import io.tekcos.chat.bench.kryonet.KryonetTransport;
import io.tekcos.chat.bench.loop.Transport;
import io.tekcos.chat.bench.loop.WorkItem;
import io.tekcos.chat.bench.netty.NettyTransport;
import io.tekcos.chat.bench.peer.PeerTransport;
import java.util.Locale;

/** Who is measured, in the order of the rounds. */
public enum Strategy {
    NETTY,
    JDK,
    KRYONET,
    BARE,
    SCP,
    RSYNC,
    TAR,
    IPERF3,
    CHAT;

    /** What all others are compared with. */
    public static Strategy floorOf(WorkItem item) {
        return switch (item.shape()) {
            case ROUND_TRIP, ONE_WAY, ROOM, FLOOD -> NETTY;
            case FILE -> BARE;
            case TREE -> SCP;
            case FILECHAT -> CHAT;
        };
    }

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is such a thing in it. */
    public boolean has(WorkItem item) {
        return switch (item.shape()) {
            case ROUND_TRIP, ONE_WAY -> this == NETTY || this == JDK || this == KRYONET || this == CHAT;
            case ROOM -> this == NETTY || this == CHAT;
            case FLOOD, FILECHAT -> this == CHAT;
            case FILE -> this == BARE || this == SCP || this == RSYNC || this == IPERF3 || this == CHAT;
            case TREE -> this == SCP || this == RSYNC || this == TAR || this == CHAT;
        };
    }

    /** Whether it is a library, on whose class path it is then. */
    public boolean hasLibrary() {
        return this == NETTY || this == KRYONET || this == CHAT;
    }

    /** Only the chosen strategy's library need be on the class path. */
    Transport transport() {
        return switch (this) {
            case NETTY -> new NettyTransport();
            case JDK -> new JdkTransport();
            case KRYONET -> new KryonetTransport();
            case BARE -> new BareTransport();
            case SCP -> PeerTransport.scp();
            case RSYNC -> PeerTransport.rsync();
            case TAR -> PeerTransport.tar();
            case IPERF3 -> PeerTransport.iperf3();
            case CHAT -> new ChatTransport();
        };
    }
}
