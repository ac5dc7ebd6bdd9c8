package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.CorpusCoverage;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A record that is added without an example for the kept fuzz corpus fails here. */
class JournalCorpusTest {

    /** Classes that do nothing but read. Of all others only the methods count that are named after it. */
    private static final Set<String> READERS = Set.of("RecordScan", "LogHeader", "ClientReader");

    @Test
    void shouldReachEveryLineAndBranchThatReads() throws Exception {
        CorpusCoverage coverage = new CorpusCoverage(
                RecordScan.class,
                List.of(RecordScan.class.getPackageName(), SimulatedDisk.class.getPackageName()),
                (type, method) -> READERS.contains(type) || (type.equals("ServerState") && method.startsWith("take")));

        assertThat(coverage.missedBy(List.of(JournalFuzzTest.class))).isEmpty();
    }
}
