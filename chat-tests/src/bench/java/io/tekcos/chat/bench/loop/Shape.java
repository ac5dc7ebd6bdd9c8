package io.tekcos.chat.bench.loop;

import java.util.List;

/**
 * How texts travel in a round. A round that is too short measures the JIT compiler: no one-way round has fewer than
 * half a million texts, however slow the strategy.
 */
public enum Shape {
    ROUND_TRIP(10_000, 10_000),
    ONE_WAY(500_000, 5_000_000),
    /** What counts as a text here is its delivery to one of the room's members. */
    ROOM(500_000, 50_000_000),
    /** Round trips, half of them while the server is flooded. */
    FLOOD(8_000, 20_000),
    /** One file, of as many MiB as the command line says. */
    FILE(1024, Integer.MAX_VALUE),
    /** Small files. */
    TREE(10_000, 10_000),
    /** Round trips with nothing else to do, and beside a file of as many MiB as the command line says. */
    FILECHAT(1024, Integer.MAX_VALUE);

    private final int fewestTexts;
    private final int mostTexts;

    Shape(int fewestTexts, int mostTexts) {
        this.fewestTexts = fewestTexts;
        this.mostTexts = mostTexts;
    }

    /** The texts of the first round, by which the later ones are sized. */
    public int fewestTexts() {
        return fewestTexts;
    }

    /** Whether a round has as much as the command line says. */
    public boolean isSizedByHand() {
        return this == FILE || this == FILECHAT;
    }

    /** Whether there are files in it. */
    public boolean sendsFiles() {
        return this == FILE || this == TREE || this == FILECHAT;
    }

    /** What is counted in a round. */
    public String unit() {
        return switch (this) {
            case FILE, FILECHAT -> "MiB";
            case TREE -> "files";
            case ROUND_TRIP, ONE_WAY, ROOM, FLOOD -> "texts";
        };
    }

    /** As many texts as take {@code seconds} at the rate of {@code earlier}, within this shape's bounds; as many MiB as before. */
    public int textsLasting(double seconds, Round earlier) {
        if (isSizedByHand()) {
            return (int) earlier.texts();
        }
        double perSecond = earlier.texts() * 1e9 / earlier.nanos();
        return (int) Math.max(fewestTexts, Math.min(mostTexts, perSecond * seconds));
    }

    /** What a round of this shape yields. */
    public List<Figure> figures() {
        return switch (this) {
            case ROUND_TRIP -> List.of(Figure.P50, Figure.P99);
            case ONE_WAY, ROOM -> List.of(Figure.RATE);
            case FLOOD ->
                List.of(
                        Figure.P50,
                        Figure.P99,
                        Figure.FLOOD_P50,
                        Figure.FLOOD_P99,
                        Figure.FLOOD_TO_IDLE,
                        Figure.FLOOD_RATE);
            case FILE -> List.of(Figure.BYTE_RATE);
            case TREE -> List.of(Figure.FILE_RATE);
            case FILECHAT ->
                List.of(
                        Figure.P50,
                        Figure.P99,
                        Figure.FILE_P50,
                        Figure.FILE_P99,
                        Figure.FILE_TO_IDLE,
                        Figure.FREE_RATE,
                        Figure.HALF_RATE);
        };
    }

    /** Whether its figures are compared with those of the floor; one with something else to do is compared with itself. */
    public boolean hasFloor() {
        return this != FLOOD && this != FILECHAT;
    }
}
