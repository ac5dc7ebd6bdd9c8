package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.CorpusCoverage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reader that is added without an example for the kept fuzz corpus fails here. */
class FuzzCorpusTest {

    private static final List<Class<?>> TARGETS = List.of(
            FrameParserFuzzTest.class,
            BulkParserFuzzTest.class,
            ManifestFuzzTest.class,
            DatagramFuzzTest.class,
            Utf8FuzzTest.class);

    /** Classes that do nothing but parse. Of all others only the methods count that are named after reading. */
    private static final Set<String> PARSERS = Set.of(
            "FrameParser", "BulkParser", "ManifestReader", "WireReader", "Stranger", "Extensions", "Names", "Utf8");

    @Test
    void shouldReachEveryLineAndBranchThatReads() throws Exception {
        CorpusCoverage coverage = new CorpusCoverage(
                WireReader.class,
                List.of(WireReader.class.getPackageName()),
                (type, method) -> method.startsWith("read") || PARSERS.contains(type));

        assertThat(coverage.missedBy(TARGETS)).isEmpty();
    }
}
