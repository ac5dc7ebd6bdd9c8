package io.tekcos.chat.cli;

/** What was asked for on the command line cannot be meant. The message says what to do about it. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
