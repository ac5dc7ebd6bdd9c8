package io.tekcos.chat.protocol;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Utf8;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** What goes into an {@link Outbound} and what its receiver would read. */
final class OutboundBytes {

    private OutboundBytes() {}

    /** Appends a text that is itself what waits for the acknowledgement. */
    static long append(Outbound<String> outbound, String text) {
        return outbound.append(1, 0, text, Utf8.size(text), false, text);
    }

    static List<String> takeTexts(Outbound<?> outbound) {
        return takeFrames(outbound).stream().map(frame -> ((Text) frame).text()).toList();
    }

    static List<Frame> takeFrames(Outbound<?> outbound) {
        FrameParser parser = new FrameParser();
        parser.handshakeOver();
        FrameParser.Scratch scratch = new FrameParser.Scratch();
        List<Frame> frames = new ArrayList<>();
        outbound.takeUnsent((bytes, offset, length) -> {
            try {
                parser.feed(Unpooled.wrappedBuffer(bytes, offset, length), scratch, (frame, size) -> frames.add(frame));
            } catch (WireException unreadable) {
                throw new AssertionError(unreadable);
            }
        });
        return frames;
    }
}
