package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A TCP connection without a network, impaired, with a virtual clock. */
final class ImpairedStream {

    final List<Fault> log = new ArrayList<>();
    final EmbeddedChannel channel = new EmbeddedChannel();
    private final StringBuilder heard = new StringBuilder();

    ImpairedStream(String spec) {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new StreamImpairment(Impairment.parse(spec), log::add))
                .addLast(new Ear());
    }

    /** One read; the buffer it came in. */
    ByteBuf receive(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        if (channel.isOpen()) {
            channel.writeInbound(bytes);
        } else {
            bytes.release();
        }
        return bytes;
    }

    ChannelFuture write(String text) {
        return channel.write(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }

    /** What arrived behind the impairment since the last call: the bytes, and a semicolon at the end of each read. */
    String heard() {
        String all = heard.toString();
        heard.setLength(0);
        return all;
    }

    /** What was flushed since the last call. */
    String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return all.toString();
    }

    void end() {
        channel.finishAndReleaseAll();
    }

    private final class Ear extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof ByteBuf bytes) {
                heard.append(bytes.toString(StandardCharsets.US_ASCII));
                bytes.release();
            } else {
                heard.append(' ').append(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            heard.append(';');
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            heard.append(event == ChannelInputShutdownEvent.INSTANCE ? "END OF INPUT" : event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            heard.append("INACTIVE");
        }
    }
}
