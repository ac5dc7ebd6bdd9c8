package io.tekcos.chat.bench;

import io.tekcos.chat.bench.loop.WorkItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The benchmark's command: measures the chosen work items one after another, the strategies of each in interleaved
 * rounds, and reports. Never part of the build's checks, for a figure is only worth the quiet of its machine.
 */
final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            System.exit(run(Options.parse(args)));
        } catch (WrongUsageException wrongUsage) {
            System.err.println(wrongUsage.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private static int run(Options options) throws IOException, InterruptedException {
        Leftovers.remove(options.folder());
        ReadmeSection readme =
                options.readme().isPresent() ? ReadmeSection.in(options.readme().get()) : null;
        Report report = Report.of(options.command(), options.rounds(), measureAll(options));
        String markdown = MarkdownReport.of(report);
        System.out.print(markdown);
        if (options.json().isPresent()) {
            JsonReport.write(report, options.json().get());
        }
        if (!report.isComplete()) {
            System.err.println("!!! not all strategies have figures: the run has failed, and no README was changed");
            return 1;
        }
        if (readme != null) {
            readme.replaceBy(markdown);
        }
        return 0;
    }

    private static List<ItemReport> measureAll(Options options) throws InterruptedException {
        List<ItemReport> reports = new ArrayList<>();
        for (WorkItem item : options.items()) {
            try (Interleaving interleaving = Interleaving.start(item, options)) {
                reports.add(interleaving.measure(options.rounds()));
            }
        }
        return reports;
    }
}
