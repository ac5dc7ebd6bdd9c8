package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.Figure;
import io.tekcos.chat.bench.loop.Shape;
import io.tekcos.chat.bench.loop.WorkItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One work item's table, a strategy a row. */
final class MarkdownTable {

    private final WorkItem item;
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    MarkdownTable(ItemReport report) {
        item = report.item();
        List<String> head = head();
        columns = head.size();
        row(head);
        row(Collections.nCopies(columns, "---"));
        report.strategies().forEach(strategy -> row(cells(strategy)));
    }

    private List<String> head() {
        List<String> cells = new ArrayList<>(List.of(item.title(), item.shape().unit() + " a round"));
        for (Figure figure : item.shape().figures()) {
            cells.add(figure.title() + ", " + figure.unit());
            if (item.shape().hasFloor()) {
                cells.add(figure.title() + " to floor");
            }
        }
        if (showsLoss()) {
            cells.add("lost");
        }
        return cells;
    }

    private List<String> cells(StrategyReport report) {
        String strategy = report.strategy().title();
        if (report.failure() != null) {
            List<String> cells = new ArrayList<>(Collections.nCopies(columns, ""));
            cells.set(0, strategy);
            cells.set(1, "**no figure**: " + report.failure().replace('|', '/'));
            return cells;
        }
        List<String> cells = new ArrayList<>();
        cells.add(strategy + " (" + report.description() + ")");
        cells.add(format("%,d", report.textsARound()));
        for (Figure figure : item.shape().figures()) {
            cells.add(absolute(report.figures().get(figure)));
            if (item.shape().hasFloor()) {
                cells.add(ratio(report.ratios().get(figure)));
            }
        }
        if (showsLoss()) {
            cells.add(format("%.4f %%", report.lossPercent()));
        }
        return cells;
    }

    /** A round trip that loses its datagram fails; only one way can some be missing. */
    private boolean showsLoss() {
        return item.carrier() == Carrier.UDP && item.shape() == Shape.ONE_WAY;
    }

    private String absolute(@Nullable Spread spread) {
        String number = switch (item.shape()) {
            case TREE -> "%.0f";
            case ROUND_TRIP -> "%.1f";
            case FLOOD, FILECHAT -> "%.2f";
            case ONE_WAY, ROOM, FILE -> "%.3f";
        };
        return spread == null
                ? "-"
                : format(number + " (" + number + " to " + number + ")", spread.median(), spread.min(), spread.max());
    }

    private static String ratio(@Nullable Spread spread) {
        if (spread == null) {
            return "-";
        }
        Spread.Interval interval = spread.interval();
        return interval == null
                ? format("%.2f [too few rounds]", spread.median())
                : format("%.2f [%.2f, %.2f]", spread.median(), interval.low(), interval.high());
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
