package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Via;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes from the peer. */
class StreamImpairmentTest {

    private ImpairedStream stream = new ImpairedStream("seed=0");

    @AfterEach
    void end() {
        stream.end();
    }

    @Test
    void shouldLetEverythingThroughAtOnceWhenNothingIsImpaired() {
        stream = new ImpairedStream("tcp.out.cut=1");

        stream.receive("hello");
        stream.channel.writeInbound("something else");

        assertThat(stream.heard()).isEqualTo("hello; something else;");
    }

    @Test
    void shouldHandOnBytesThenTheEndOfTheReadWhenTheDelayIsOver() {
        stream = new ImpairedStream("tcp.in.delay=50ms");

        stream.receive("one");
        stream.pass(10);
        stream.receive("two");
        stream.pass(39);
        assertThat(stream.heard()).isEmpty();
        stream.pass(1);
        assertThat(stream.heard()).isEqualTo("one;");
        stream.pass(10);
        assertThat(stream.heard()).isEqualTo("two;");
    }

    @Test
    void shouldHandOnTheEndOfInputAfterTheBytesBeforeIt() {
        stream = new ImpairedStream("tcp.in.delay=50ms");

        stream.receive("one");
        stream.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(stream.heard()).isEmpty();
        stream.pass(50);

        assertThat(stream.heard()).isEqualTo("one;END OF INPUT");
    }

    @Test
    void shouldHandOnAtOnceWhatWaitsWhenThePeerEndsTheConnection() {
        stream = new ImpairedStream("tcp.in.delay=50ms");
        stream.receive("one");
        stream.receive("two");

        stream.channel.unsafe().close(stream.channel.newPromise());
        stream.channel.runPendingTasks();

        assertThat(stream.heard()).isEqualTo("onetwo;INACTIVE");
    }

    @Test
    void shouldThrowAwayWhatWaitsWhenThisSideClosesTheConnection() {
        stream = new ImpairedStream("tcp.in.delay=50ms");
        ByteBuf bytes = stream.receive("one");

        stream.channel.close();
        stream.channel.runPendingTasks();

        assertThat(stream.heard()).isEqualTo("INACTIVE");
        assertThat(bytes.refCnt()).isZero();
        assertThat(stream.channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void shouldHandOnAtOnceWhatWaitsWhenTheHandlerIsRemoved() {
        stream = new ImpairedStream("tcp.in.delay=50ms");
        stream.receive("one");

        stream.channel.pipeline().remove(StreamImpairment.class);
        stream.receive("two");

        assertThat(stream.heard()).isEqualTo("one;two;");
    }

    @Test
    void shouldFlowInSmallPartsWhenTheRateIsLimited() {
        stream = new ImpairedStream("tcp.in.rate=144800");

        stream.receive("x".repeat(14_480));
        stream.pass(50);
        assertThat(stream.heard()).isEqualTo("x".repeat(5 * 1_448) + ";");
        stream.pass(50);
        assertThat(stream.heard()).isEqualTo("x".repeat(5 * 1_448) + ";");
    }

    @Test
    void shouldHoldUpWhatIsDueInAStall() {
        stream = new ImpairedStream("tcp.in.stall=10ms:20ms");

        stream.receive("one");
        stream.pass(10);
        stream.receive("two");
        stream.pass(19);
        assertThat(stream.heard()).isEqualTo("one;");
        stream.pass(1);

        assertThat(stream.heard()).isEqualTo("two;");
        assertThat(stream.log).containsExactly(new Fault(Via.TCP, Fault.Direction.IN, Kind.STALLED, 3, 3, 0));
    }

    @Test
    void shouldPassExactlySoManyBytesAndThenCloseWhenItCuts() {
        stream = new ImpairedStream("tcp.in.cut=5");
        stream.receive("one");

        ByteBuf bytes = stream.receive("two");
        stream.receive("three");
        stream.channel.runPendingTasks();

        assertThat(stream.heard()).isEqualTo("one;tw;INACTIVE");
        assertThat(bytes.refCnt()).isZero();
        assertThat(stream.log).containsExactly(new Fault(Via.TCP, Fault.Direction.IN, Kind.CONNECTION_CUT, 5, 0, 0));
    }

    @Test
    void shouldThrowAwayWhatWaitsBehindTheCut() {
        stream = new ImpairedStream("tcp.in.cut=3,tcp.in.delay=1ms");
        stream.receive("one");
        ByteBuf bytes = stream.receive("two");

        stream.pass(1);

        assertThat(stream.heard()).isEqualTo("one;INACTIVE");
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void shouldStopReadingWhenTooMuchWaitsAndGoOnWhenItIsLittleAgain() {
        stream = new ImpairedStream("tcp.in.rate=1Mi");
        stream.channel.writeInbound(Unpooled.buffer().writeZero(1024 * 1024));
        assertThat(stream.channel.config().isAutoRead()).isTrue();

        stream.channel.writeInbound(Unpooled.buffer().writeZero(1));
        assertThat(stream.channel.config().isAutoRead()).isFalse();
        stream.pass(490);
        assertThat(stream.channel.config().isAutoRead()).isFalse();
        stream.pass(30);

        assertThat(stream.channel.config().isAutoRead()).isTrue();
        stream.heard();
    }

    @Test
    void shouldNotTurnReadingOnThatSomebodyElseTurnedOff() {
        stream = new ImpairedStream("tcp.in.delay=50ms");
        stream.channel.config().setAutoRead(false);
        stream.channel.writeInbound(Unpooled.buffer().writeZero(1024 * 1024 + 1));

        stream.pass(50);

        assertThat(stream.channel.config().isAutoRead()).isFalse();
    }
}
