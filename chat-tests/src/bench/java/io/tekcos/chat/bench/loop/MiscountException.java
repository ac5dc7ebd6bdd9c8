package io.tekcos.chat.bench.loop;

/** The two ends did not count the same: whatever was measured is worth nothing. */
public final class MiscountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MiscountException(String message) {
        super(message);
    }
}
