package io.tekcos.chat.cli;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionCounters.First;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What a session has counted, for people: a table of its paths, then what else there is to say, within 80 columns. */
final class Statistics {

    private static final String ROW = "    %-11s %12s %12s %11s %11s %11s";

    private final SessionCounters counters;
    private final PathState udp;
    private final List<String> lines = new ArrayList<>();

    private Statistics(SessionCounters counters, PathState udp) {
        this.counters = counters;
        this.udp = udp;
    }

    static List<String> lines(SessionCounters counters, PathState udp) {
        Statistics statistics = new Statistics(counters, udp);
        statistics.addTable();
        statistics.addTcp();
        statistics.addUdp();
        statistics.addRace("UDP", counters.both().udpFirst());
        statistics.addRace("TCP", counters.both().tcpFirst());
        return statistics.lines;
    }

    /** What a server has counted of all its sessions. */
    static String line(ServerCounters counters) {
        return String.format(
                Locale.ROOT,
                "Sessions: %,d, %,d of them away; %,d since the start, which have come back %,d times",
                counters.sessionsOpen(),
                counters.sessionsDetached(),
                counters.sessionsOpened(),
                counters.resumes());
    }

    private void addTable() {
        SessionCounters.Both both = counters.both();
        long received = both.tcpFirst().texts() + both.udpFirst().texts();
        add(ROW, "", "texts sent", "received", "round trip", "variation", "least");
        addPath(
                "TCP",
                counters.tcp().textsSent(),
                counters.tcp().textsReceived(),
                counters.tcp().roundTrip());
        addPath(
                "UDP " + udp.name().toLowerCase(Locale.ROOT),
                counters.udp().textsSent(),
                counters.udp().textsReceived(),
                counters.udp().roundTrip());
        if (both.textsSent() + received > 0) {
            add("    %-11s %12s %12s  of those above", "both", count(both.textsSent()), count(received));
        }
    }

    private void addPath(String name, long sent, long received, RoundTrip time) {
        if (time.samples() == 0) {
            add("    %-11s %12s %12s  not measured yet", name, count(sent), count(received));
        } else {
            add(
                    ROW,
                    name,
                    count(sent),
                    count(received),
                    millis(time.smoothed()),
                    millis(time.variation()),
                    millis(time.least()));
        }
    }

    private void addTcp() {
        SessionCounters.Tcp tcp = counters.tcp();
        long waiting = tcp.textsSent() - tcp.textsAcknowledged();
        add(
                "    TCP: %,d %s delivered; %,d bytes sent, %,d received",
                tcp.textsAcknowledged(), texts(tcp.textsAcknowledged()), tcp.bytesSent(), tcp.bytesReceived());
        addOccurred(new Occurred()
                .add(counters.unacknowledgedBytes(), "bytes" + of(waiting) + " wait to be confirmed")
                .add(counters.resumes(), counters.resumes() == 1 ? "reconnect" : "reconnects")
                .add(counters.framesRepeated(), (counters.framesRepeated() == 1 ? "frame" : "frames") + " sent again"));
    }

    private void addUdp() {
        SessionCounters.Udp path = counters.udp();
        add("    UDP: %,d datagrams sent, %,d received", path.datagramsSent(), path.datagramsReceived());
        addOccurred(new Occurred()
                .add(path.fallbacks(), texts(path.fallbacks()) + " by TCP instead")
                .add(path.sendFailures(), "datagrams not taken by the network"));
        addOccurred(new Occurred()
                .add(path.arrivals().lost(), "lost")
                .add(path.arrivals().late(), "late")
                .add(path.arrivals().reordered(), "reordered")
                .add(path.dropped().getOrDefault(DropReason.DUPLICATE, 0L), "doubled"));
        Occurred dropped = new Occurred();
        path.dropped().forEach((reason, times) -> {
            if (reason != DropReason.DUPLICATE) {
                dropped.add(times, reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        });
        addOccurred(dropped);
    }

    private void addOccurred(Occurred occurred) {
        if (!occurred.isEmpty()) {
            add("         %s", occurred);
        }
    }

    private void addRace(String path, First first) {
        String times = first.texts() == 1 ? "once" : count(first.texts()) + " times";
        if (first.measured() == 1) {
            add(
                    "    %s was first %s, by %s",
                    path, times + (first.texts() == 1 ? "" : ", once measured"), millis(first.mean()));
        } else if (first.measured() > 0) {
            add(
                    "    %s was first %s, by %s on average and %s at most",
                    path, times, millis(first.mean()), millis(first.longest()));
        } else if (first.texts() > 0) {
            add("    %s was first %s", path, times);
        }
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private static String of(long waiting) {
        return waiting == 0 ? "" : " of " + count(waiting) + " " + texts(waiting);
    }

    private static String texts(long number) {
        return number == 1 ? "text" : "texts";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits or more. */
    private static String millis(Duration time) {
        double millis = time.toNanos() / 1e6;
        String form = millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%,.0f ms";
        return String.format(Locale.ROOT, form, millis);
    }

    /** Counts of what has occurred at all. */
    private static final class Occurred {

        private final StringJoiner words = new StringJoiner(", ");

        Occurred add(long times, String what) {
            if (times > 0) {
                words.add(String.format(Locale.ROOT, "%,d %s", times, what));
            }
            return this;
        }

        boolean isEmpty() {
            return words.length() == 0;
        }

        @Override
        public String toString() {
            return words.toString();
        }
    }
}
