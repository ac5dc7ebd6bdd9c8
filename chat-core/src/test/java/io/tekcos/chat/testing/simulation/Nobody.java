package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;

/** Takes what an end brings that nobody wants. */
record Nobody() implements SocketEnd.Handler {

    @Override
    public void onFrame(Frame frame, int bytes) {}

    @Override
    public void onViolation(WireException violation) {}

    @Override
    public void onInputEnd() {}

    @Override
    public void onGone() {}
}
