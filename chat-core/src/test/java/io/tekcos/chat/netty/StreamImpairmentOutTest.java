package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Via;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes to the peer. */
class StreamImpairmentOutTest {

    private ImpairedStream stream = new ImpairedStream("seed=0");

    @AfterEach
    void end() {
        stream.end();
    }

    @Test
    void shouldWriteAtOnceAndLeaveTheFlushToTheWriterWhenOnlyInputIsImpaired() {
        stream = new ImpairedStream("tcp.in.delay=1s");

        stream.write("one");
        assertThat(stream.sent()).isEmpty();
        stream.channel.flush();

        assertThat(stream.sent()).isEqualTo("one");
    }

    @Test
    void shouldWriteAndFlushWhenTheDelayIsOver() {
        stream = new ImpairedStream("tcp.out.delay=50ms");
        ChannelFuture one = stream.write("one");
        stream.channel.flush();
        stream.channel.writeAndFlush(Unpooled.copiedBuffer(new byte[] {'!'}), stream.channel.voidPromise());

        stream.pass(49);
        assertThat(stream.sent()).isEmpty();
        assertThat(one.isDone()).isFalse();
        stream.pass(1);

        assertThat(stream.sent()).isEqualTo("one!");
        assertThat(one.isSuccess()).isTrue();
    }

    @Test
    void shouldCompleteAnEmptyWriteAfterTheWritesBeforeIt() {
        stream = new ImpairedStream("tcp.out.rate=100");
        ChannelFuture one = stream.write("x".repeat(10));
        ChannelFuture mark = stream.channel.writeAndFlush(Unpooled.EMPTY_BUFFER);

        stream.pass(99);
        assertThat(mark.isDone()).isFalse();
        stream.pass(1);

        assertThat(one.isSuccess()).isTrue();
        assertThat(mark.isSuccess()).isTrue();
        assertThat(stream.sent()).hasSize(10);
    }

    @Test
    void shouldCompleteAWriteWithItsLastPartWhenTheRateIsLimited() {
        stream = new ImpairedStream("tcp.out.rate=144800");
        ChannelFuture written = stream.write("x".repeat(3_000));

        stream.pass(20);
        assertThat(stream.sent()).hasSize(2 * 1_448);
        assertThat(written.isDone()).isFalse();
        stream.pass(1);

        assertThat(stream.sent()).hasSize(3_000 - 2 * 1_448);
        assertThat(written.isSuccess()).isTrue();
    }

    @Test
    void shouldSayGoodbyeAfterWhatWaits() {
        stream = new ImpairedStream("tcp.out.delay=50ms");
        stream.write("last word");

        Endings.close(stream.channel);
        assertThat(stream.channel.isOpen()).isTrue();
        stream.pass(50);

        assertThat(stream.sent()).isEqualTo("last word");
        assertThat(stream.channel.isOpen()).isFalse();
    }

    @Test
    void shouldFailAndReleaseWhatWaitsWhenTheChannelCloses() {
        stream = new ImpairedStream("tcp.out.delay=50ms");
        ByteBuf bytes = Unpooled.buffer().writeZero(3);
        ChannelFuture one = stream.channel.writeAndFlush(bytes);

        stream.channel.close();
        stream.channel.runPendingTasks();

        assertThat(one.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(bytes.refCnt()).isZero();
        assertThat(stream.channel.runScheduledPendingTasks()).isEqualTo(-1);
        assertThat(stream.write("more").cause()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void shouldWriteAtOnceWhatWaitsWhenTheHandlerIsRemoved() {
        stream = new ImpairedStream("tcp.out.delay=50ms");
        ChannelFuture one = stream.write("one");

        stream.channel.pipeline().remove(StreamImpairment.class);

        assertThat(one.isSuccess()).isTrue();
        assertThat(stream.sent()).isEqualTo("one");
    }

    @Test
    void shouldSendExactlySoManyBytesAndThenCloseWhenItCuts() {
        stream = new ImpairedStream("tcp.out.cut=5");
        ChannelFuture one = stream.write("one");
        ChannelFuture two = stream.write("two");
        ChannelFuture more = stream.write("more");
        stream.channel.runPendingTasks();

        assertThat(stream.sent()).isEqualTo("onetw");
        assertThat(one.isSuccess()).isTrue();
        assertThat(two.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(more.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(stream.channel.isOpen()).isFalse();
        assertThat(stream.heard()).isEqualTo("INACTIVE");
        assertThat(stream.log).containsExactly(new Fault(Via.TCP, Fault.Direction.OUT, Kind.CONNECTION_CUT, 5, 0, 0));
    }

    @Test
    void shouldNotBeWritableWhileTooMuchWaits() {
        stream = new ImpairedStream("tcp.out.rate=1Mi");
        stream.write("x".repeat(1024 * 1024));
        assertThat(stream.channel.isWritable()).isTrue();

        stream.write("x");
        assertThat(stream.channel.isWritable()).isFalse();
        stream.pass(490);
        assertThat(stream.channel.isWritable()).isFalse();
        stream.pass(30);

        assertThat(stream.channel.isWritable()).isTrue();
        stream.sent();
    }

    @Test
    void shouldRefuseToWriteWhatItCannotImpair() {
        stream = new ImpairedStream("tcp.out.rate=1");

        assertThat(stream.channel.writeAndFlush("a text").cause()).isInstanceOf(UnsupportedMessageTypeException.class);
    }
}
