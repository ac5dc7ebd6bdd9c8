package io.tekcos.chat.cli;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The network that {@code --impair} asks for, and what it has done. Any thread. */
final class BadNetwork implements Consumer<Fault> {

    private final Impairment impairment;
    private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

    BadNetwork(Impairment impairment) {
        this.impairment = impairment;
    }

    Impairment impairment() {
        return impairment;
    }

    @Override
    public void accept(Fault fault) {
        faults.computeIfAbsent(name(fault), first -> new LongAdder()).increment();
    }

    /** How often each fault has happened, by a name such as {@code udp.in.lost}; one that never happened is absent. */
    Map<String, Long> faults() {
        Map<String, Long> counts = new TreeMap<>();
        faults.forEach((name, count) -> counts.put(name, count.sum()));
        return counts;
    }

    /** Says what is done to the network and what was done so far; nothing if it is left alone. */
    void show(Output output) {
        if (!impairment.equals(Impairment.NONE)) {
            output.impairment(impairment.spec(), faults());
        }
    }

    private static String name(Fault fault) {
        return (fault.via() + "." + fault.direction() + "." + fault.kind()).toLowerCase(Locale.ROOT);
    }

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<BadNetwork> {
        @Override
        public BadNetwork convert(String spec) {
            try {
                return new BadNetwork(Impairment.parse(spec));
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
