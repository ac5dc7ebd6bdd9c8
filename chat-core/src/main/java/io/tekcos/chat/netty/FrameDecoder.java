package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import io.tekcos.chat.transfer.BulkHandler;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.WireException;

/**
 * Turns the bytes of a connection into frames. Frames do not travel as messages through the pipeline but go straight to the
 * {@link FrameSink} of the moment, because their size goes with them and an object a frame to carry both would be garbage.
 */
final class FrameDecoder extends ChannelInboundHandlerAdapter {

    private static final FastThreadLocal<FrameParser.Scratch> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected FrameParser.Scratch initialValue() {
            return new FrameParser.Scratch();
        }
    };

    private final FrameParser parser = new FrameParser();
    private FrameSink sink;
    private int unparsed;
    private boolean inRead;
    private boolean broken;

    FrameDecoder(FrameSink handshake) {
        sink = handshake;
    }

    /** The handshake is over: from the next frame on, all go to the session, those of the same read too. */
    void handOver(FrameSink session) {
        sink = session;
        parser.handshakeOver();
        if (inRead) {
            session.onRead(unparsed);
        }
    }

    /** The connection is attached to a transfer: from the next byte on, all goes there. */
    void handOver(BulkHandler bulk) {
        sink = new AttachedSink(bulk);
        parser.handOver(bulk.parser());
    }

    /** What is left of a sink where there are no more frames for it. */
    private record AttachedSink(BulkHandler bulk) implements FrameSink {

        @Override
        public void onFrame(Frame frame, int bytes) {
            throw new IllegalStateException("the transfer takes all");
        }

        @Override
        public void onViolation(WireException violation) {
            bulk.onViolation(violation);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!broken && message instanceof ByteBuf in) {
                read(in);
            }
        } catch (WireException violation) {
            broken = true;
            sink.onViolation(violation);
        } finally {
            inRead = false;
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ByteBuf in) throws WireException {
        inRead = true;
        unparsed += in.readableBytes();
        sink.onRead(in.readableBytes());
        parser.feed(in, SCRATCH.get(), this::onFrame);
    }

    private void onFrame(Frame frame, int bytes) throws WireException {
        unparsed -= bytes;
        sink.onFrame(frame, bytes);
    }
}
