package io.tekcos.chat.netty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts by kind, from any thread. The kinds must be few. */
final class Tally<K> {

    private final ConcurrentHashMap<K, LongAdder> counts = new ConcurrentHashMap<>(4);

    void increment(K kind) {
        counts.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }

    Map<K, Long> snapshot() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
