package io.tekcos.chat.netty;

import java.util.concurrent.RejectedExecutionException;

/** Thrown on purpose; without a stack trace, so that it does not look like trouble in the log. */
final class Planned extends RuntimeException {

    private static final long serialVersionUID = 1;

    Planned() {
        super("thrown on purpose by a test", null, false, false);
    }

    /** What an executor throws that was shut down. */
    static final class Rejection extends RejectedExecutionException {

        private static final long serialVersionUID = 1;

        Rejection() {
            super("rejected on purpose by a test");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
