package io.tekcos.chat.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/** The report for people: a table for each work item, and below them what one must know to read it. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String of(Report report) {
        String tables = report.items().stream()
                .map(item -> new MarkdownTable(item) + "\n")
                .collect(Collectors.joining());
        return tables + notes(report);
    }

    private static String notes(Report report) {
        Machine machine = report.machine();
        return String.format(
                Locale.ROOT,
                """
            Texts of 64 B, and files, over loopback. Each strategy has a JVM of its own with both its ends in it (`%s`). %d rounds
            each, interleaved, after %d of warming up; a figure is the median over the rounds (least to greatest). A ratio is
            that of the two rounds of one turn, the strategy's to the floor's (`netty` for texts, `bare` for a file, `scp` for a tree): the median over the turns [its
            95 %% interval, between two ranks equally far from both ends, by the binomial distribution]. In every round both
            ends counted the same texts by their sequence numbers, and what had arrived of files was compared byte for byte.

            %s, `%s`: %d cores of %s, %s, %s.
            """,
                String.join(" ", report.jvmOptions()),
                report.rounds(),
                report.warmUpRounds(),
                report.date(),
                report.command(),
                machine.cores(),
                machine.cpu(),
                machine.kernel(),
                machine.java());
    }
}
