package io.tekcos.chat.tests.session;

import io.tekcos.chat.model.BindFailedException;
import java.net.BindException;
import org.junit.jupiter.api.function.Executable;
import org.junit.platform.commons.util.ExceptionUtils;

/** For tests that free a port and need the same one again: another program may have been given it meanwhile. */
final class Retry {

    private static final int ATTEMPTS = 5;

    private Retry() {}

    /** Runs a test again, with other ports, if it finds a port taken; the last attempt counts. */
    static void whileOthersTakePorts(Executable test) {
        for (int attempt = 1; ; attempt++) {
            try {
                test.execute();
                return;
            } catch (Throwable failure) {
                boolean taken = failure instanceof BindException || failure instanceof BindFailedException;
                if (!taken || attempt == ATTEMPTS) {
                    throw ExceptionUtils.throwAsUncheckedException(failure);
                }
            }
        }
    }
}
