package io.tekcos.chat;

/** The range of port numbers. */
final class Ports {

    private static final int MAX = 65_535;

    private Ports() {}

    static void require(String what, int port, int least) {
        if (port < least || port > MAX) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + MAX + ", but is " + port);
        }
    }
}
