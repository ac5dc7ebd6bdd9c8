/**
 * The bytes of the protocol: every frame and every datagram is a record whose file holds its drawing, its reader and its
 * writer. {@link io.tekcos.chat.wire.FrameParser} cuts a TCP stream into frames; {@link io.tekcos.chat.wire.Datagram}
 * reads one UDP payload. All numbers are big-endian. {@code docs/PROTOCOL.md} is the norm.
 */
@NullMarked
package io.tekcos.chat.wire;

import org.jspecify.annotations.NullMarked;
