package io.tekcos.chat.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the one side of every worked example and the library the other, and then with the sides changed. */
class ProtocolReplayTest {

    private final ProtocolDocument document = ProtocolDocument.read();
    private final Set<Block> replayed = Collections.newSetFromMap(new IdentityHashMap<>());

    @TestFactory
    Stream<DynamicNode> shouldBehaveAsTheDocumentSays() {
        List<Example> examples = document.examples();
        return Stream.of(
                        examples.stream()
                                .filter(ProtocolReplayTest::suitsServer)
                                .map(this::againstServer),
                        examples.stream()
                                .map(Members::asOneClientSeesIt)
                                .filter(ProtocolReplayTest::suitsClient)
                                .map(this::againstClient),
                        Stream.of(everyBlockWasReplayed(examples)))
                .flatMap(tests -> tests);
    }

    private DynamicNode againstServer(Example example) {
        return DynamicTest.dynamicTest("server: " + example, () -> {
            try (ServerBench bench = new ServerBench(Members.hasRoom(example))) {
                replay(example, bench);
            }
        });
    }

    private DynamicNode againstClient(Example example) {
        return DynamicTest.dynamicTest("client: " + example, () -> {
            try (ClientBench bench = new ClientBench()) {
                replay(example, bench);
            }
        });
    }

    private void replay(Example example, Bench bench) throws Exception {
        replayed.addAll(new Replay(example, bench, document).run());
    }

    private DynamicNode everyBlockWasReplayed(List<Example> examples) {
        return DynamicTest.dynamicTest("every block", () -> {
            Stream<Block> blocks = examples.stream().map(Example::blocks).flatMap(List::stream);
            assertThat(blocks).isNotEmpty().allMatch(replayed::contains);
        });
    }

    private static boolean suitsServer(Example example) {
        return example.blocks().stream().noneMatch(block -> block.foreign() && block.sender() == Party.SERVER);
    }

    /**
     * The client that is tested has one socket of each kind, but for the connections after one that is lost, sends nothing
     * foreign, and has no outbox from which a text would come again.
     */
    private static boolean suitsClient(Example example) {
        boolean comesBack = example.blocks().stream().anyMatch(Block::isConnectionLost);
        return example.blocks().stream()
                .filter(block -> block.sender() == Party.CLIENT)
                .allMatch(block -> !block.is("AGAIN")
                        && (!block.path().endsWith("2") || comesBack)
                        && (!block.foreign() || Replay.standsInForJoin(block, example)));
    }
}
