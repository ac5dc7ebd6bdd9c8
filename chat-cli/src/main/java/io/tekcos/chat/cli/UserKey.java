package io.tekcos.chat.cli;

import io.tekcos.chat.file.SenderKey;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** The key that the user's files are sent with, each time: what was sent in part goes on although the program was started again. */
final class UserKey {

    private UserKey() {}

    static SenderKey get() {
        try {
            return SenderKey.keptIn(StateFolder.file("sender-key"));
        } catch (IOException why) {
            LoggerFactory.getLogger(UserKey.class)
                    .warn("What is sent now starts over when it is sent by another process: {}", why.toString());
            return SenderKey.OF_THIS_PROCESS;
        }
    }
}
