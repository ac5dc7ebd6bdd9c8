package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.time.Duration;

/** As many texts as the strategy takes; timed from the first one's sending to the last one's arrival. */
final class OneWayMeasurement implements Measurement {

    private static final Duration DATAGRAM_SILENCE = Duration.ofMillis(500);

    private final Carrier carrier;
    private final Tally sent = new Tally();
    private final Tally farEnd = new Tally();
    private final OneWayLink link;
    private final Flight flight;
    private long lostEarlier;

    OneWayMeasurement(Carrier carrier, Transport transport) throws Exception {
        this.carrier = carrier;
        link = transport.openOneWay(carrier, farEnd::enter);
        flight = new Flight(farEnd::count, link.window(), carrier == Carrier.TCP ? Patience.LIMIT : DATAGRAM_SILENCE);
    }

    @Override
    public Round round(int texts) throws Exception {
        long first = sent.count();
        long begin = System.nanoTime();
        for (long number = first; number < first + texts; number++) {
            flight.awaitRoom(number);
            String text = Texts.withNumber(number);
            link.send(text);
            sent.enter(text);
        }
        link.flush();
        long nanos = flight.awaitLanding(first + texts) - begin;
        link.requireSent(sent.count());
        return Round.oneWay(texts, lostInThisRound(), nanos);
    }

    private long lostInThisRound() {
        if (carrier == Carrier.TCP) {
            sent.requireSame(farEnd);
            return 0;
        }
        long lost = sent.lostBefore(farEnd);
        long now = lost - lostEarlier;
        lostEarlier = lost;
        return now;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
