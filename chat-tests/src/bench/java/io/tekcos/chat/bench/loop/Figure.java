package io.tekcos.chat.bench.loop;

/** What a round yields. */
public enum Figure {
    P50("p50", "us"),
    P99("p99", "us"),
    RATE("rate", "M texts/s"),
    FLOOD_P50("p50 in the flood", "us"),
    FLOOD_P99("p99 in the flood", "us"),
    FLOOD_TO_IDLE("p50 in the flood to p50", "times"),
    FLOOD_RATE("flood", "connections/s"),
    BYTE_RATE("rate", "GB/s"),
    FILE_RATE("rate", "files/s"),
    FILE_P50("p50 beside a file", "us"),
    FILE_P99("p99 beside a file", "us"),
    FILE_TO_IDLE("p99 beside a file to p99", "times"),
    FREE_RATE("file alone", "GB/s"),
    HALF_RATE("file beside texts", "GB/s");

    private final String title;
    private final String unit;

    Figure(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }
}
