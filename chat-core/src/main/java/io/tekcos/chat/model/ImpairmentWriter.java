package io.tekcos.chat.model;

import io.tekcos.chat.model.Impairment.Burst;
import io.tekcos.chat.model.Impairment.Datagrams;
import io.tekcos.chat.model.Impairment.Interval;
import io.tekcos.chat.model.Impairment.Stream;
import java.util.StringJoiner;
import java.util.function.Function;

/** Writes one impairment's text form: what differs from the defaults, once if both directions have it, and the seed. */
final class ImpairmentWriter {

    private final StringJoiner items = new StringJoiner(",");

    String write(Impairment impairment) {
        datagrams("loss", impairment, part -> Quantities.percentage(part.loss()));
        datagrams("burst", impairment, part -> burst(part.burst()));
        datagrams("delay", impairment, part -> Quantities.text(part.delay()));
        datagrams("jitter", impairment, part -> Quantities.text(part.jitter()));
        datagrams("reorder", impairment, part -> Quantities.percentage(part.reorder()));
        datagrams("dup", impairment, part -> Quantities.percentage(part.duplicate()));
        datagrams("rate", impairment, part -> Quantities.text(part.rate()));
        datagrams("cut", impairment, part -> interval(part.cut()));
        stream("delay", impairment, part -> Quantities.text(part.delay()));
        stream("rate", impairment, part -> Quantities.text(part.rate()));
        stream("stall", impairment, part -> interval(part.stall()));
        stream("cut", impairment, part -> Quantities.text(part.cut()));
        return items.add("seed=" + Long.toUnsignedString(impairment.seed())).toString();
    }

    private void datagrams(String key, Impairment impairment, Function<Datagrams, String> text) {
        String in = text.apply(impairment.udpIn());
        add("", key, in, text.apply(impairment.udpOut()), text.apply(Datagrams.UNIMPAIRED));
    }

    private void stream(String key, Impairment impairment, Function<Stream, String> text) {
        String in = text.apply(impairment.tcpIn());
        add("tcp.", key, in, text.apply(impairment.tcpOut()), text.apply(Stream.UNIMPAIRED));
    }

    private void add(String path, String key, String in, String out, String none) {
        if (in.equals(out)) {
            addUnless(none, path + key, in);
        } else {
            addUnless(none, path + "in." + key, in);
            addUnless(none, path + "out." + key, out);
        }
    }

    private void addUnless(String none, String name, String value) {
        if (!value.equals(none)) {
            items.add(name + "=" + value);
        }
    }

    private static String burst(Burst burst) {
        return Quantities.percentage(burst.probability()) + ":" + burst.length();
    }

    private static String interval(Interval interval) {
        return Quantities.text(interval.start()) + ":" + Quantities.text(interval.length());
    }
}
