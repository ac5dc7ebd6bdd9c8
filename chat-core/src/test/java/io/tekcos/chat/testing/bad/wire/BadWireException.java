package io.tekcos.chat.testing.bad.wire;

public class BadWireException extends Exception {
    private static final long serialVersionUID = 1;
}
