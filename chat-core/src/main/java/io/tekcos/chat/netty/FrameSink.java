package io.tekcos.chat.netty;

import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.WireException;

/** The handler that a connection's frames go to at the moment: first the handshake's, then the session's. */
interface FrameSink extends FrameParser.Sink {

    /** So many bytes were read; their frames follow, and then the read's end. */
    default void onRead(int bytes) {}

    /** The peer broke the protocol; no frame comes any more. */
    void onViolation(WireException violation);
}
