package io.tekcos.chat.tests.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.ProtocolDocument;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The formula of a proof, as the document states it.
 *
 * @param key the name of the key
 * @param terms what is authenticated: words in quotes, and names of fields
 */
record Proof(String key, String terms) {

    private static final Map<String, String> LABELS =
            Map.of("BIND", "bind", "RESUME", "resume", "RESUMED", "resumed", "REFUSED", "ended");

    /** The formula for a block that has a proof. */
    static Proof of(Block block, ProtocolDocument document) {
        String label = LABELS.get(Objects.requireNonNull(block.field("type").meaning()));
        MatchResult formula = document.only("proof = HMAC-SHA256\\((\\w+), (\"" + label + "\" .+)\\)");
        return new Proof(formula.group(1), formula.group(2));
    }

    byte[] compute(Function<String, byte[]> fields) throws GeneralSecurityException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (String term : terms.split(" \\|\\| ", -1)) {
            input.writeBytes(term.startsWith("\"") ? term.replace("\"", "").getBytes(US_ASCII) : fields.apply(term));
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(fields.apply(key), "HmacSHA256"));
        return mac.doFinal(input.toByteArray());
    }
}
