package io.tekcos.chat.model;

import io.tekcos.chat.model.Impairment.Burst;
import io.tekcos.chat.model.Impairment.Datagrams;
import io.tekcos.chat.model.Impairment.Interval;
import io.tekcos.chat.model.Impairment.Stream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one impairment's text form: files every item under its full names, such as udp.in.loss, then asks for each. */
final class ImpairmentParser {

    private record Item(String name, String value) {}

    private static final Pattern NAME = Pattern.compile("(?:(udp|tcp)\\.)?(?:(in|out)\\.)?([a-z]+)");

    private static final String SEED = "seed";

    /** How each key may be written. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("udp.loss", "5%"),
            Map.entry("udp.burst", "1%:20"),
            Map.entry("udp.delay", "50ms"),
            Map.entry("udp.jitter", "10ms"),
            Map.entry("udp.reorder", "2%"),
            Map.entry("udp.dup", "1%"),
            Map.entry("udp.rate", "1M"),
            Map.entry("udp.cut", "5s:10s"),
            Map.entry("tcp.delay", "50ms"),
            Map.entry("tcp.rate", "64Ki"),
            Map.entry("tcp.stall", "5s:2s"),
            Map.entry("tcp.cut", "1M"),
            Map.entry(SEED, "7"));

    private static final String KNOWN = "UDP has loss, burst, delay, jitter, reorder, dup, rate and cut, for example"
            + " loss=5% or udp.in.loss=5%; TCP has delay, rate, stall and cut, for example tcp.out.cut=1M; and there is seed";

    private final Map<String, Item> items = new HashMap<>();

    Impairment parse(String spec) {
        for (String item : spec.split(",", -1)) {
            file(item.strip());
        }
        return new Impairment(
                value(SEED, SEED, Quantities::seed, 0L),
                datagrams("udp.in."),
                datagrams("udp.out."),
                stream("tcp.in."),
                stream("tcp.out."));
    }

    private void file(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing is given; write KEY=VALUE with commas between: " + KNOWN);
        }
        int equals = text.indexOf('=');
        Item item = equals < 0 ? new Item(text, "") : new Item(text.substring(0, equals), text.substring(equals + 1));
        for (String fullName : fullNames(item)) {
            if (items.put(fullName, item) != null) {
                throw new IllegalArgumentException(fullName + " is given twice; write it once");
            }
        }
    }

    private static List<String> fullNames(Item item) {
        if (item.name.equals(SEED)) {
            requireValue(item, SEED);
            return List.of(SEED);
        }
        Matcher parts = NAME.matcher(item.name);
        String path = parts.matches() && "tcp".equals(parts.group(1)) ? "tcp." : "udp.";
        if (!parts.matches() || !EXAMPLES.containsKey(path + parts.group(3))) {
            throw new IllegalArgumentException("unknown key '" + item.name + "': " + KNOWN);
        }
        String key = parts.group(3);
        requireValue(item, path + key);
        @Nullable String direction = parts.group(2);
        return direction == null
                ? List.of(path + "in." + key, path + "out." + key)
                : List.of(path + direction + "." + key);
    }

    private static void requireValue(Item item, String key) {
        if (item.value.isEmpty()) {
            throw new IllegalArgumentException(item.name + " has no value" + example(item, key));
        }
    }

    private Datagrams datagrams(String prefix) {
        Datagrams none = Datagrams.UNIMPAIRED;
        return new Datagrams(
                value(prefix + "loss", "udp.loss", Quantities::probability, none.loss()),
                value(prefix + "burst", "udp.burst", ImpairmentParser::burst, none.burst()),
                value(prefix + "delay", "udp.delay", Quantities::duration, none.delay()),
                value(prefix + "jitter", "udp.jitter", Quantities::duration, none.jitter()),
                value(prefix + "reorder", "udp.reorder", Quantities::probability, none.reorder()),
                value(prefix + "dup", "udp.dup", Quantities::probability, none.duplicate()),
                value(prefix + "rate", "udp.rate", Quantities::size, none.rate()),
                value(prefix + "cut", "udp.cut", ImpairmentParser::interval, none.cut()));
    }

    private Stream stream(String prefix) {
        Stream none = Stream.UNIMPAIRED;
        return new Stream(
                value(prefix + "delay", "tcp.delay", Quantities::duration, none.delay()),
                value(prefix + "rate", "tcp.rate", Quantities::size, none.rate()),
                value(prefix + "stall", "tcp.stall", ImpairmentParser::interval, none.stall()),
                value(prefix + "cut", "tcp.cut", ImpairmentParser::positiveSize, none.cut()));
    }

    private <V> V value(String fullName, String key, Function<String, V> read, V otherwise) {
        Item item = items.get(fullName);
        if (item == null) {
            return otherwise;
        }
        try {
            return read.apply(item.value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    item.name + "=" + item.value + ": " + e.getMessage() + example(item, key), e);
        }
    }

    private static String example(Item item, String key) {
        return "; write, for example, " + item.name + "=" + EXAMPLES.get(key);
    }

    private static Burst burst(String text) {
        int colon = colon(text, "a burst is a percentage, a colon and a number of datagrams");
        long length = Quantities.size(text.substring(colon + 1));
        if (length < 1 || length > Impairment.LONGEST_BURST) {
            throw new IllegalArgumentException("a burst is 1 to " + Impairment.LONGEST_BURST + " datagrams long");
        }
        return new Burst(Quantities.probability(text.substring(0, colon)), (int) length);
    }

    private static Interval interval(String text) {
        int colon = colon(text, "this is a start, a colon and a length of time");
        return new Interval(
                Quantities.duration(text.substring(0, colon)), Quantities.duration(text.substring(colon + 1)));
    }

    private static int colon(String text, String complaint) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(complaint);
        }
        return colon;
    }

    private static long positiveSize(String text) {
        long size = Quantities.size(text);
        if (size == 0) {
            throw new IllegalArgumentException("at least one byte must pass");
        }
        return size;
    }
}
