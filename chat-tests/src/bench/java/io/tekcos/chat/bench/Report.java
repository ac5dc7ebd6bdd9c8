package io.tekcos.chat.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** All that a run of the benchmarks found, and where and how it was found. */
record Report(
        String date,
        String command,
        Machine machine,
        List<String> jvmOptions,
        int warmUpRounds,
        int rounds,
        List<ItemReport> items) {

    static Report of(String command, int rounds, List<ItemReport> items) {
        return new Report(
                LocalDate.now(ZoneOffset.UTC).toString(),
                command,
                Machine.current(),
                WorkerCommand.JVM_OPTIONS,
                Interleaving.WARM_UP_ROUNDS,
                rounds,
                items);
    }

    /** Whether every strategy ran, and counted the same at both its ends. */
    boolean isComplete() {
        return items.stream().allMatch(ItemReport::isComplete);
    }
}
