package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;

/** Colours for a terminal, or none. */
enum Colours {
    ON,
    OFF;

    private static final String AMBER = "\u001b[38;5;172m";
    private static final String PURPLE = "\u001b[38;5;140m";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    /** On if the program runs on a terminal and NO_COLOR does not say otherwise. */
    static Colours ofProcess() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && Streams.areTerminal() ? ON : OFF;
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
}
