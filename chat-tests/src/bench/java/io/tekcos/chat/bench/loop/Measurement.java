package io.tekcos.chat.bench.loop;

import java.io.IOException;

/** A work item set up over a transport, to be measured in as many rounds as wanted. */
public interface Measurement extends AutoCloseable {

    /** Sets {@code item} up; the thread that calls is the one that measures. */
    static Measurement of(WorkItem item, Transport transport) throws Exception {
        return switch (item.shape()) {
            case ROUND_TRIP -> new RoundTripMeasurement(item.carrier(), transport);
            case ONE_WAY -> new OneWayMeasurement(item.carrier(), transport);
            case ROOM -> new RoomMeasurement(transport);
            case FLOOD -> new FloodMeasurement(transport);
            case FILE, TREE -> new FileMeasurement(item.shape(), transport);
            case FILECHAT -> new FileChatMeasurement(transport);
        };
    }

    /**
     * Runs a round.
     *
     * @param texts how many; or how much else, see {@link Shape#unit}
     */
    Round round(int texts) throws Exception;

    @Override
    void close() throws IOException;
}
