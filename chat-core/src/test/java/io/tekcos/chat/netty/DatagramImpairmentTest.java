package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Via;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramImpairmentTest {

    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 2000);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.7", 50_000);

    private final List<Fault> log = new ArrayList<>();
    private int readsEnded;
    private EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldLetEverythingThroughAtOnceWhenNothingIsImpaired() {
        open("seed=1");

        channel.writeInbound(packet(1), "something else");
        channel.writeOutbound(packet(2), "something else");

        assertThat(received()).containsExactly(1L);
        assertThat(channel.<String>readInbound()).isEqualTo("something else");
        assertThat(sent()).containsExactly(2L);
        assertThat(channel.<String>readOutbound()).isEqualTo("something else");
    }

    @Test
    void shouldReleaseAndLogWhatIsLost() {
        open("in.loss=100%");
        DatagramPacket lost = packet(7);

        channel.writeInbound(lost);

        assertThat(lost.refCnt()).isZero();
        assertThat(received()).isEmpty();
        assertThat(log).containsExactly(new Fault(Via.UDP, Fault.Direction.IN, Kind.LOST, 1, 20, 7));
    }

    @Test
    void shouldSucceedInWritingWhatIsLost() {
        open("out.loss=100%");
        DatagramPacket lost = packet(7);

        ChannelFuture written = channel.writeAndFlush(lost);
        channel.writeAndFlush(packet(8), channel.voidPromise());

        assertThat(written.isSuccess()).isTrue();
        assertThat(lost.refCnt()).isZero();
        assertThat(sent()).isEmpty();
        assertThat(numbers(Kind.LOST)).containsExactly(7L, 8L);
    }

    @Test
    void shouldLogNumberZeroForWhatIsTooShortToHaveOne() {
        open("out.loss=100%");

        channel.writeAndFlush(Unpooled.buffer().writeZero(16));
        channel.writeAndFlush(Unpooled.buffer().writeZero(9).writeLong(-2));

        assertThat(log).extracting(Fault::number).containsExactly(0L, -2L);
        assertThat(log).extracting(Fault::index).containsExactly(1L, 2L);
    }

    @Test
    void shouldDeliverAndEndTheReadWhenTheDelayIsOver() {
        open("in.delay=50ms");

        channel.writeInbound(packet(1), packet(2));
        readsEnded = 0;
        pass(49);
        assertThat(received()).isEmpty();
        pass(1);

        assertThat(received()).containsExactly(1L, 2L);
        assertThat(readsEnded).isEqualTo(1);
    }

    @Test
    void shouldWriteAndFlushWhenTheDelayIsOver() {
        open("out.delay=50ms");
        ChannelFuture written = channel.writeAndFlush(packet(1));
        channel.writeAndFlush(packet(2), channel.voidPromise());

        pass(49);
        assertThat(written.isDone()).isFalse();
        assertThat(sent()).isEmpty();
        pass(1);

        assertThat(written.isSuccess()).isTrue();
        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void shouldLeaveTheFlushToTheWriterWhenNothingWaits() {
        open("out.loss=0%,out.dup=0%,out.cut=1m:1s");

        channel.write(packet(1));
        assertThat(sent()).isEmpty();
        channel.flush();

        assertThat(sent()).containsExactly(1L);
    }

    @Test
    void shouldFlushWhatWasHeldBackWhenALaterWriteOvertakesIt() {
        open("out.reorder=50%,seed=1"); // holds back the first of these
        for (long number = 1; number <= 10; number++) {
            channel.writeAndFlush(packet(number));
        }
        pass(50);

        List<Long> sent = sent();
        assertThat(sent).hasSize(10).isNotEqualTo(sent.stream().sorted().toList());
        assertThat(numbers(Kind.REORDERED)).isNotEmpty().isEqualTo(late(sent));
    }

    @Test
    void shouldWriteACopyOfItsOwn() {
        open("dup=100%");

        channel.writeOutbound(packet(1));
        channel.writeInbound(packet(2));
        pass(5);

        assertThat(sent()).containsExactly(1L, 1L);
        assertThat(received()).containsExactly(2L, 2L);
        assertThat(numbers(Kind.DUPLICATED)).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void shouldJudgeEachSegmentByItself() {
        open("out.burst=100%:1,seed=1");
        ByteBuf content =
                content(1).writeBytes(content(2)).writeBytes(content(3).readSlice(18));

        ChannelFuture written = channel.writeAndFlush(new SegmentedDatagramPacket(content, 20, THERE));

        assertThat(written.isSuccess()).isTrue();
        assertThat(content.refCnt()).isZero();
        assertThat(numbers(Kind.BURST_LOST)).containsExactly(1L, 2L, 3L);
        assertThat(log).extracting(Fault::bytes).containsExactly(20, 20, 18);
    }

    @Test
    void shouldWriteSegmentsAsDatagramsToTheSamePeer() {
        open("out.delay=1ms");
        channel.writeAndFlush(new SegmentedDatagramPacket(content(1).writeBytes(content(2)), 20, THERE));
        pass(1);

        DatagramPacket first = channel.readOutbound();
        assertThat(first.recipient()).isEqualTo(THERE);
        first.release();
        assertThat(sent()).containsExactly(2L);
    }

    @Test
    void shouldRefuseToWriteWhatItCannotImpair() {
        open("out.loss=1%");

        ChannelFuture written = channel.writeAndFlush("something else");

        assertThat(written.cause()).isInstanceOf(UnsupportedMessageTypeException.class);
    }

    @Test
    void shouldReleaseAndLogWhatIsOnItsWayWhenTheChannelCloses() {
        open("delay=50ms,dup=100%");
        DatagramPacket in = packet(1);
        DatagramPacket out = packet(2);
        channel.writeInbound(in);
        ChannelFuture written = channel.writeAndFlush(out);

        channel.close();
        channel.runPendingTasks();

        assertThat(in.refCnt()).isZero();
        assertThat(out.refCnt()).isZero();
        assertThat(written.isSuccess()).isTrue();
        assertThat(numbers(Kind.UNDELIVERED)).containsExactly(1L, 2L);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void shouldReleaseAndLogWhatIsOnItsWayWhenTheHandlerIsRemoved() {
        open("delay=50ms");
        DatagramPacket in = packet(1);
        channel.writeInbound(in);

        channel.pipeline().remove(DatagramImpairment.class);

        assertThat(in.refCnt()).isZero();
        assertThat(numbers(Kind.UNDELIVERED)).containsExactly(1L);
        channel.writeInbound(packet(3));
        assertThat(received()).containsExactly(3L);
    }

    @Test
    void shouldFailWritesToAClosedChannel() {
        open("delay=50ms");
        channel.close();

        ChannelFuture written = channel.writeAndFlush(packet(1));

        assertThat(written.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(log).isEmpty();
    }

    private void open(String spec) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(new DatagramImpairment(Impairment.parse(spec), log::add))
                .addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelReadComplete(ChannelHandlerContext ctx) {
                        readsEnded++;
                        ctx.fireChannelReadComplete();
                    }
                });
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }

    private List<Long> numbers(Kind kind) {
        return log.stream()
                .filter(fault -> fault.kind() == kind)
                .map(Fault::number)
                .toList();
    }

    private static List<Long> late(List<Long> numbers) {
        List<Long> late = new ArrayList<>();
        long highest = 0;
        for (long number : numbers) {
            if (number < highest) {
                late.add(number);
            }
            highest = Math.max(highest, number);
        }
        return late;
    }

    private List<Long> received() {
        List<Long> numbers = new ArrayList<>();
        while (channel.inboundMessages().peek() instanceof DatagramPacket) {
            numbers.add(number(channel.readInbound()));
        }
        return numbers;
    }

    private List<Long> sent() {
        List<Long> numbers = new ArrayList<>();
        while (channel.outboundMessages().peek() instanceof DatagramPacket) {
            numbers.add(number(channel.readOutbound()));
        }
        return numbers;
    }

    private static long number(DatagramPacket packet) {
        try {
            return packet.content().skipBytes(9).readLong();
        } finally {
            packet.release();
        }
    }

    private static DatagramPacket packet(long number) {
        return new DatagramPacket(content(number), THERE, HERE);
    }

    /** Twenty bytes. */
    private static ByteBuf content(long number) {
        return Unpooled.buffer().writeByte(4).writeLong(99).writeLong(number).writeZero(3);
    }
}
