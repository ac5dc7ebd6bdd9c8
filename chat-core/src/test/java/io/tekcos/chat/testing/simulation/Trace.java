package io.tekcos.chat.testing.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, line by line with the virtual time; nothing is written when it is off. */
final class Trace {

    private final Agenda agenda;
    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(Agenda agenda, boolean on) {
        this.agenda = agenda;
        this.on = on;
    }

    boolean isOn() {
        return on;
    }

    /** Whoever has to compute something for it asks {@link #isOn()} before. */
    void add(Object who, String what) {
        if (on) {
            lines.add(String.format("%12.6f s  %-6s  %s", agenda.now() / 1e9, who, what));
        }
    }

    List<String> lines() {
        return lines;
    }
}
