package io.tekcos.chat.bench;

/** The command line asks for what there is not. */
final class WrongUsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsageException(String message) {
        super(message);
    }
}
