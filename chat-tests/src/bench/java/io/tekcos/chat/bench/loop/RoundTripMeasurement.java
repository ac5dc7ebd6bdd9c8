package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.util.Arrays;

/** One text at a time: a caller sends it and blocks until its echo is here. */
final class RoundTripMeasurement implements Measurement {

    private final Tally sent = new Tally();
    private final Tally farEnd = new Tally();
    private final Tally echoed = new Tally();
    private final RoundTripLink link;

    RoundTripMeasurement(Carrier carrier, Transport transport) throws Exception {
        link = transport.openRoundTrip(carrier, farEnd::enter);
    }

    @Override
    public Round round(int texts) throws Exception {
        long[] nanos = new long[texts];
        long begin = System.nanoTime();
        for (int i = 0; i < texts; i++) {
            String text = Texts.withNumber(sent.count());
            long start = System.nanoTime();
            String echo = link.exchange(text);
            nanos[i] = System.nanoTime() - start;
            sent.enter(text);
            echoed.enter(echo);
        }
        long total = System.nanoTime() - begin;
        sent.requireSame(farEnd);
        sent.requireSame(echoed);
        link.requireSent(sent.count());
        Arrays.sort(nanos);
        return Round.roundTrips(nanos, total);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
