package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.io.Console;

/** Colours for a terminal, or none. */
enum Colours {
    ON,
    OFF;

    private static final String AMBER = "\u001b[38;5;172m";
    private static final String PURPLE = "\u001b[38;5;140m";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    /** On if the output is a terminal and NO_COLOR does not say otherwise. */
    static Colours ofProcess() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && isTerminal() ? ON : OFF;
    }

    /** Something of a path, in the path's colour. */
    String of(Via via, String text) {
        return switch (via) {
            case TCP -> paint(AMBER, text);
            case UDP -> paint(PURPLE, text);
            case BOTH -> text;
        };
    }

    String dim(String text) {
        return paint(DIM, text);
    }

    private String paint(String colour, String text) {
        return this == ON ? colour + text + RESET : text;
    }

    @SuppressWarnings("SystemConsoleNull") // null on JDK 17 to 21 only; newer ones are asked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from JDK 22 on there is always a console, and it says what it is
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
