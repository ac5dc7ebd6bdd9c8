package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where lines of input come from. One thread reads. */
interface LineSource {

    /**
     * A line of input.
     *
     * @param number from 1; 0 if it was typed at a prompt, where nobody counts lines
     * @param text what it says, without its end; empty if there is a problem
     * @param problem what is wrong with it, or null
     */
    record Line(long number, String text, @Nullable Problem problem) {}

    /** Why a line cannot be used: its name for scripts, and words. */
    record Problem(String code, String why) {

        static Problem tooLong(long bytes) {
            return new Problem("too_long", "has " + bytes + " bytes, which is too long for a text: split it");
        }
    }

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException;

    /** Texts take this path from the next line on; whoever shows a prompt shows it there. */
    default void onPath(Via via) {}
}
