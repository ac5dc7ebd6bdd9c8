package io.tekcos.chat.testing.bad.wire;

// Not final, so that a type variable can be bounded by it.
public class BadFrame {

    private final int number;

    public BadFrame(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
