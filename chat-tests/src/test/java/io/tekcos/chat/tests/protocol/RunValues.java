package io.tekcos.chat.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Field;
import io.tekcos.chat.testing.document.Party;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What this run has chosen for the placeholders of an example so far; fills in blocks to send, and checks those that came. */
final class RunValues {

    private static final String PROOF = "proof";

    private final ProtocolDocument document;
    private final Map<String, byte[]> chosen = new HashMap<>();
    private final Map<Numbering, BigInteger> lastNumber = new HashMap<>();

    /** What the numbers of datagrams rise by: each connection has an id of its own. */
    private record Numbering(Party sender, BigInteger id) {}

    RunValues(ProtocolDocument document) {
        this.document = document;
    }

    void choose(String placeholder, byte[] bytes) {
        chosen.put(placeholder, bytes);
    }

    byte[] get(String placeholder) {
        return Objects.requireNonNull(chosen.get(placeholder), placeholder);
    }

    /** The bytes of a block to send: the document's, but for what was chosen before. */
    byte[] fill(Block block) throws GeneralSecurityException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Map<String, byte[]> fields = new HashMap<>();
        for (Field field : block.fields()) {
            byte[] bytes = valueToSend(block, field, fields);
            fields.put(field.name(), bytes);
            all.writeBytes(bytes);
        }
        noteNonce(block, fields);
        return all.toByteArray();
    }

    /** Checks a block that came, and remembers what its sender has chosen. */
    void check(Block block, byte[] actual) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(actual);
        Map<String, byte[]> fields = new HashMap<>();
        List<Field> expected = block.fields();
        for (int i = 0; i < expected.size(); i++) {
            Field field = expected.get(i);
            boolean open = i > 0 && isLengthOfChosen(expected, i - 1);
            int size = open
                    ? new BigInteger(1, fields.getOrDefault("n", new byte[1])).intValueExact()
                    : field.bytes().length;
            assertThat(in.remaining())
                    .as("bytes left for %s of %s", field, block)
                    .isGreaterThanOrEqualTo(size);
            byte[] bytes = new byte[size];
            in.get(bytes);
            fields.put(field.name(), bytes);
            if (field.name().equals("length")) {
                assertThat(new BigInteger(1, bytes)).isEqualTo(actual.length - Integer.BYTES);
            } else if (!isLengthOfChosen(expected, i)) {
                checkField(block, field, bytes, fields);
            }
        }
        assertThat(in.remaining()).as("bytes too many in %s", block).isZero();
        noteNonce(block, fields);
    }

    /** Notes a datagram that the document leaves out: its number was used. */
    void passOver(Party sender, byte[] id, BigInteger number) {
        Numbering numbering = new Numbering(sender, new BigInteger(1, id));
        assertThat(number).isGreaterThan(lastNumber.getOrDefault(numbering, BigInteger.ZERO));
        lastNumber.put(numbering, number);
    }

    /** The nonces that a connection begins with are in its proofs, as the document calls them there. */
    private void noteNonce(Block block, Map<String, byte[]> fields) {
        if (block.is("ACK")) {
            choose(block.path() + " greeting", Objects.requireNonNull(fields.get("nonce")));
        } else if (block.is("RESUME")) {
            choose(block.path() + " question", Objects.requireNonNull(fields.get("nonce")));
        }
    }

    private byte[] valueToSend(Block block, Field field, Map<String, byte[]> fields) throws GeneralSecurityException {
        String placeholder = field.placeholder();
        if (placeholder == null) {
            return field.bytes();
        }
        if (placeholder.equals(PROOF)) {
            return proof(block, fields);
        }
        return chosen.computeIfAbsent(placeholder, first -> field.bytes());
    }

    private void checkField(Block block, Field field, byte[] bytes, Map<String, byte[]> fields)
            throws GeneralSecurityException {
        String placeholder = field.placeholder();
        if (field.name().equals("number") && !block.isTcp()) {
            passOver(block.sender(), Objects.requireNonNull(fields.get("id")), new BigInteger(1, bytes));
            assertThat(new BigInteger(1, bytes)).isGreaterThanOrEqualTo(field.number());
        } else if (placeholder == null) {
            assertThat(bytes).as("%s of %s", field, block).isEqualTo(field.bytes());
        } else if (placeholder.equals(PROOF)) {
            assertThat(bytes).as("the proof of %s", block).isEqualTo(proof(block, fields));
        } else {
            byte[] known = chosen.putIfAbsent(placeholder, bytes);
            assertThat(bytes).as("<%s> in %s", placeholder, block).isEqualTo(known == null ? bytes : known);
        }
    }

    private byte[] proof(Block block, Map<String, byte[]> fields) throws GeneralSecurityException {
        return Proof.of(block, document).compute(name -> term(name, block, fields));
    }

    /** A field of the block, something chosen, or a nonce that this connection began with. */
    private byte[] term(String name, Block block, Map<String, byte[]> fields) {
        byte[] here = fields.get(name);
        if (here != null) {
            return here;
        }
        byte[] of = chosen.get(block.path() + " " + name);
        return Objects.requireNonNull(of == null ? chosen.get(name) : of, name);
    }

    private static boolean isLengthOfChosen(List<Field> fields, int at) {
        return fields.get(at).name().equals("n")
                && at + 1 < fields.size()
                && fields.get(at + 1).placeholder() != null;
    }
}
