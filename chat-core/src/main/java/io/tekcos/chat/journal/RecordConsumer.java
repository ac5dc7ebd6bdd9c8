package io.tekcos.chat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the records of a log, one after the other. */
@FunctionalInterface
public interface RecordConsumer {

    /**
     * Takes one.
     *
     * @param type 0 to 255
     * @param body its own; valid until the method returns
     * @return false if the record makes no sense, and nothing after it can be trusted
     */
    boolean take(int type, ByteBuffer body) throws IOException;
}
