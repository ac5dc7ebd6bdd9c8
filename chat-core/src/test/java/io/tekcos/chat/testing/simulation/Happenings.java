package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.protocol.Count;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How often each {@link Happening} happened. */
final class Happenings {

    private final Map<Happening, Count> counts = new EnumMap<>(Happening.class);

    Happenings() {
        for (Happening what : Happening.values()) {
            counts.put(what, new Count());
        }
    }

    void add(Happening what) {
        add(what, 1);
    }

    private void add(Happening what, long times) {
        Objects.requireNonNull(counts.get(what)).add(times);
    }

    void addIf(boolean happened, Happening what) {
        if (happened) {
            add(what);
        }
    }

    long count(Happening what) {
        return Objects.requireNonNull(counts.get(what)).get();
    }

    void addAll(Happenings more) {
        more.counts.forEach((what, count) -> add(what, count.get()));
    }

    Happenings plus(Happenings more) {
        Happenings sum = new Happenings();
        sum.addAll(this);
        sum.addAll(more);
        return sum;
    }

    List<Happening> missing() {
        List<Happening> missing = new ArrayList<>();
        for (Happening what : Happening.values()) {
            if (count(what) == 0) {
                missing.add(what);
            }
        }
        return missing;
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        for (Happening what : Happening.values()) {
            all.append(String.format("%-32s %12d%n", what, count(what)));
        }
        return all.toString();
    }
}
