package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * One member of a room speaks; timed from the first text's sending to its last arrival at the last of the others. What is
 * counted is deliveries: each of the others has to hear every text, in order. No more texts are on their way at once than a
 * session's window holds with room to spare, for a member that falls further behind would be closed.
 */
final class RoomMeasurement implements Measurement {

    private static final long WINDOW = 4_096;

    private final Tally sent = new Tally();
    private final List<Tally> heard =
            Stream.generate(Tally::new).limit(RoomLink.LISTENERS).toList();
    private final RoomLink link;
    private final Flight flight = new Flight(this::heardByAll, WINDOW, Patience.LIMIT);

    RoomMeasurement(Transport transport) throws Exception {
        link = transport.openRoom((listener, text) -> heard.get(listener).enter(text));
    }

    @Override
    public Round round(int deliveries) throws Exception {
        long first = sent.count();
        long texts = deliveries / RoomLink.LISTENERS;
        long begin = System.nanoTime();
        for (long number = first; number < first + texts; number++) {
            flight.awaitRoom(number);
            String text = Texts.withNumber(number);
            link.say(text);
            sent.enter(text);
        }
        long nanos = flight.awaitLanding(first + texts) - begin;
        heard.forEach(sent::requireSame);
        link.requireEverybody();
        return Round.oneWay(texts * RoomLink.LISTENERS, 0, nanos);
    }

    private long heardByAll() {
        long least = Long.MAX_VALUE;
        for (Tally tally : heard) {
            least = Math.min(least, tally.count());
        }
        return least;
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
