package io.tekcos.chat.cli;

/** The demo cannot go on. The message says why. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }
}
