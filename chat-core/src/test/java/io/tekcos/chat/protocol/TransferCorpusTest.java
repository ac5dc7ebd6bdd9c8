package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.CorpusCoverage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A frame, or a rule for one, that is added without an example for the kept fuzz corpus fails here. */
class TransferCorpusTest {

    /** What takes the frames of either side, and what decides whether they are allowed. */
    private static final Map<String, Set<String>> TAKING = Map.of(
            "TransferSender",
                    Set.of(
                            "onFrame",
                            "onAccept",
                            "onDone",
                            "compare",
                            "onBulkFrame",
                            "onHeld",
                            "onUnwanted",
                            "requireAhead",
                            "onBegin",
                            "onGot"),
            "SentChunks", Set.of("onGot", "onResend", "requireOnItsWay"),
            "TransferReceiver", Set.of("onFrame", "onManifest", "onChunkBegins", "isHere", "onCorrupt"));

    @Test
    void shouldReachEveryLineAndBranchThatTakesAFrame() throws Exception {
        CorpusCoverage coverage = new CorpusCoverage(
                TransferSender.class,
                List.of(TransferSender.class.getPackageName()),
                (type, method) -> TAKING.getOrDefault(type, Set.of()).contains(method));

        assertThat(coverage.missedBy(List.of(TransferSenderFuzzTest.class, TransferReceiverFuzzTest.class)))
                .isEmpty();
    }
}
