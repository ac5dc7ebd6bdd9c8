package io.tekcos.chat.tests.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.model.SessionId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What resumes a session, and what answers that, written by hand. */
final class RawSession {

    static final int JOIN = 0x02;
    static final int RESUME = 0x03;
    static final int RESUMED = 0x06;
    static final int ENDED = 9;

    private static final int HEADER = 5;
    private static final int MAGIC_AND_VERSION = 6;
    private static final int ID_BYTES = 16;
    private static final int NONCE_BYTES = 32;
    private static final int NONCE_IN_ACK = 7;
    private static final int NONCE_IN_RESUME = MAGIC_AND_VERSION + ID_BYTES + Integer.BYTES;

    private final byte[] id;
    private final byte[] secret;

    private RawSession(byte[] id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /** The session that a client's JOIN began, or begins. */
    static RawSession of(byte[] join) {
        ByteBuffer in = ByteBuffer.wrap(join).position(HEADER + MAGIC_AND_VERSION);
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[NONCE_BYTES];
        in.get(id).get(secret);
        return new RawSession(id, secret);
    }

    /** A session of which the name is known, and the secret is guessed. */
    static RawSession guessed(SessionId id) {
        byte[] name = ByteBuffer.allocate(ID_BYTES)
                .putLong(id.high())
                .putLong(id.low())
                .array();
        return new RawSession(name, random(NONCE_BYTES));
    }

    /** A session that never was. */
    static RawSession unknown() {
        return new RawSession(random(ID_BYTES), random(NONCE_BYTES));
    }

    /** The session's name. */
    byte[] id() {
        return id.clone();
    }

    /** A RESUME, proven for the connection of an ACK. */
    byte[] resume(ByteBuffer ack, int attempt, long received) {
        byte[] body = ByteBuffer.allocate(NONCE_IN_RESUME + NONCE_BYTES + Long.BYTES)
                .put("TKCS".getBytes(US_ASCII))
                .putShort((short) 1)
                .put(id)
                .putInt(attempt)
                .put(random(NONCE_BYTES))
                .putLong(received)
                .array();
        return RawStream.frame(RESUME, join(body, proof("resume", nonceOf(ack), body)));
    }

    /** A RESUMED that answers the body of a RESUME, proven for the connection of the ACK that was sent. */
    byte[] resumed(byte[] ack, ByteBuffer resume, long received, long sent) {
        byte[] body = ByteBuffer.allocate(3 * Long.BYTES + 2)
                .putLong(1)
                .putLong(received)
                .putLong(sent)
                .put((byte) 1)
                .put((byte) 'x')
                .array();
        return RawStream.frame(RESUMED, join(body, answerProof("resumed", ack, resume, body)));
    }

    /** A REFUSED that says how far an ended session had come. */
    byte[] ended(byte[] ack, ByteBuffer resume, long acknowledged) {
        byte[] epitaph = ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(acknowledged)
                .put((byte) 1)
                .array();
        return join(refused(ENDED, epitaph.length + NONCE_BYTES), epitaph, answerProof("ended", ack, resume, epitaph));
    }

    /** A REFUSED of a code, without a text; so many bytes are to follow. */
    static byte[] refused(int code, int more) {
        return ByteBuffer.allocate(HEADER + 8)
                .putInt(9 + more)
                .put((byte) RawStream.REFUSED)
                .putShort((short) code)
                .array();
    }

    /** An ACK with a random nonce and no UDP port. */
    static byte[] ack() {
        ByteBuffer body = ByteBuffer.allocate(NONCE_IN_ACK + NONCE_BYTES + 12)
                .put("ack".getBytes(US_ASCII))
                .putShort((short) 1)
                .putShort((short) 1)
                .put(random(NONCE_BYTES));
        body.putShort((short) 0).putInt(128 * 1024).putInt(1024 * 1024).putShort((short) 1200);
        return RawStream.frame(RawStream.ACK, body.array());
    }

    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private byte[] answerProof(String label, byte[] ack, ByteBuffer resume, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        resume.get(NONCE_IN_RESUME, nonce);
        return proof(label, nonceOf(ByteBuffer.wrap(ack).position(HEADER).slice()), nonce, body);
    }

    private static byte[] nonceOf(ByteBuffer ack) {
        byte[] nonce = new byte[NONCE_BYTES];
        ack.get(NONCE_IN_ACK, nonce);
        return nonce;
    }

    private byte[] proof(String label, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(label.getBytes(US_ASCII));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
