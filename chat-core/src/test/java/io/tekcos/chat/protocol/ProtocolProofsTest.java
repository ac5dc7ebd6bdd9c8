package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.ProtocolDocument;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the formulas of {@code docs/PROTOCOL.md} and the proofs in its examples to one another and to the code. */
class ProtocolProofsTest {

    private static final ProtocolDocument DOCUMENT = ProtocolDocument.read();
    private static final Map<String, String> LABELS = Map.of(
            "BIND", "bind",
            "RESUME", "resume",
            "RESUMED", "resumed",
            "REFUSED", "ended",
            "ATTACH", "attach",
            "ATTACHED", "attached");

    @ParameterizedTest
    @MethodSource("proofs")
    void shouldProveByTheFormula(Proof proof) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(proof.secret().toByteArray(), "HmacSHA256"));

        assertThat(proof.bytes("proof"))
                .isEqualTo(mac.doFinal(proof.input()))
                .isEqualTo(proof.byTheCode().toByteArray());
    }

    @Test
    void shouldShowEveryKindOfProof() {
        assertThat(proofs().map(proof -> proof.block().title())).containsAll(LABELS.keySet());
    }

    @Test
    void shouldStateTheLengthOfWhatABindProves() {
        Proof bind =
                proofs().filter(proof -> proof.block().is("BIND")).findFirst().orElseThrow();

        assertThat(DOCUMENT.only("That makes (\\d+) bytes of input").group(1))
                .isEqualTo(String.valueOf(bind.input().length));
    }

    private static Stream<Proof> proofs() {
        return DOCUMENT.everyExample().stream()
                .flatMap(example -> example.blocks().stream()
                        .filter(block -> !block.foreign() && block.has("proof"))
                        .map(block -> new Proof(block, example)));
    }

    /** A proven block, and the example in which it stands. */
    private record Proof(Block block, Example example) {

        byte[] input() {
            String label = LABELS.get(block.title());
            String formula = DOCUMENT.only("proof = HMAC-SHA256\\(secret, (\"" + label + "\" .+)\\)")
                    .group(1);
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            for (String term : formula.split(" \\|\\| ", -1)) {
                input.writeBytes(term(term));
            }
            return input.toByteArray();
        }

        private byte[] term(String term) {
            return switch (term) {
                case "greeting" -> greeting().toByteArray();
                case "question" -> question().toByteArray();
                default -> term.startsWith("\"") ? term.replace("\"", "").getBytes(US_ASCII) : bytes(term);
            };
        }

        Bytes32 byTheCode() {
            return switch (block.title()) {
                case "BIND" -> Proofs.bind(secret(), u64("id"), u64("number"), Bytes32.of(bytes("cookie")));
                case "RESUME" -> Proofs.prove(resume(), secret(), greeting()).proof();
                case "RESUMED" ->
                    Proofs.prove(resumed(), secret(), greeting(), question()).proof();
                case "REFUSED" ->
                    Proofs.prove(epitaph(), secret(), greeting(), question()).proof();
                case "ATTACH" -> Proofs.prove(attach(), secret(), greeting()).proof();
                case "ATTACHED" ->
                    Proofs.prove(new Attached(), secret(), greeting(), question())
                            .proof();
                default -> throw new AssertionError("what does " + block + " prove?");
            };
        }

        private Resume resume() {
            ByteBuffer session = ByteBuffer.wrap(bytes("session"));
            return new Resume(
                    block.field("version").u16(),
                    new SessionId(session.getLong(), session.getLong()),
                    block.field("attempt").u32(),
                    Bytes32.of(bytes("nonce")),
                    u64("received"));
        }

        private Attach attach() {
            ByteBuffer session = ByteBuffer.wrap(bytes("session"));
            ByteBuffer transfer = ByteBuffer.wrap(bytes("transfer"));
            return new Attach(
                    block.field("version").u16(),
                    new SessionId(session.getLong(), session.getLong()),
                    new TransferId(transfer.getLong(), transfer.getLong()),
                    Bytes32.of(bytes("nonce")));
        }

        private Resumed resumed() {
            return new Resumed(
                    u64("id"), u64("received"), u64("sent"), new String(bytes("name"), StandardCharsets.UTF_8));
        }

        private Epitaph epitaph() {
            return new Epitaph(u64("acknowledged"), bytes("exact")[0] != 0);
        }

        Bytes32 secret() {
            return Bytes32.of(only("JOIN", false).field("secret").bytes());
        }

        private Bytes32 greeting() {
            return Bytes32.of(only("ACK", true).field("nonce").bytes());
        }

        private Bytes32 question() {
            String question = block.is("ATTACHED") ? "ATTACH" : "RESUME";
            return Bytes32.of(only(question, true).field("nonce").bytes());
        }

        private Block only(String type, boolean byThisPath) {
            List<Block> found = example.blocks().stream()
                    .filter(each -> each.is(type))
                    .filter(each -> !byThisPath || each.path().equals(block.path()))
                    .toList();
            assertThat(found).as("%s of %s", type, example).isNotEmpty();
            return found.get(0);
        }

        byte[] bytes(String field) {
            return block.field(field).bytes();
        }

        private long u64(String field) {
            return block.field(field).u64();
        }

        @Override
        public String toString() {
            return example + ": " + block;
        }
    }
}
