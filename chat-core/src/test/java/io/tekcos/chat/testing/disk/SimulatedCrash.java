package io.tekcos.chat.testing.disk;

/** The process ends here; nobody catches it but who started it. */
public final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1;

    SimulatedCrash() {
        super("crashed", null, false, false);
    }
}
