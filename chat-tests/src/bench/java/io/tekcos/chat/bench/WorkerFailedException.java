package io.tekcos.chat.bench;

/** A strategy could not run, or miscounted; the message is for the report. */
final class WorkerFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerFailedException(String message) {
        super(message);
    }

    WorkerFailedException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
