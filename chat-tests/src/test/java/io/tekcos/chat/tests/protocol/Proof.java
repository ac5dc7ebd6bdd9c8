package io.tekcos.chat.tests.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.testing.document.ProtocolDocument;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import java.util.regex.MatchResult;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The formula of BIND's proof, as the document states it.
 *
 * @param key the name of the key
 * @param terms what is authenticated: words in quotes, and names of fields
 */
record Proof(String key, String terms) {

    static Proof in(ProtocolDocument document) {
        MatchResult formula = document.only("proof = HMAC-SHA256\\((\\w+), (.+)\\)");
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
