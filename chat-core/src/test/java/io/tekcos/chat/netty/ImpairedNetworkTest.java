package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpairedNetworkTest {

    private final List<Fault> log = new ArrayList<>();

    @Test
    void shouldAddNothingToAPathThatIsNotImpaired() {
        ImpairedNetwork network = new ImpairedNetwork(Impairment.parse("tcp.delay=1s"), log::add);
        EmbeddedChannel stream = new EmbeddedChannel(network.streamHandler());
        EmbeddedChannel datagrams = new EmbeddedChannel(network.datagramHandler());

        assertThat(stream.pipeline().get(StreamImpairment.class)).isNotNull();
        assertThat(datagrams.pipeline().get(DatagramImpairment.class)).isNull();
        stream.finishAndReleaseAll();
        datagrams.finishAndReleaseAll();
    }

    @Test
    void shouldStandInFrontOfWhatComesNext() {
        ImpairedNetwork network = new ImpairedNetwork(Impairment.parse("loss=1%,tcp.delay=1s"), log::add);
        ChannelInboundHandlerAdapter next = new ChannelInboundHandlerAdapter();
        EmbeddedChannel stream = new EmbeddedChannel(network.streamHandlerBefore(next));
        assertThat(stream.pipeline().names()).startsWith("impairment");
        assertThat(stream.pipeline().context(next)).isNotNull();
        stream.finishAndReleaseAll();

        ChannelInboundHandlerAdapter other = new ChannelInboundHandlerAdapter();
        EmbeddedChannel datagrams = new EmbeddedChannel(network.datagramHandlerBefore(other));
        assertThat(datagrams.pipeline().names()).startsWith("impairment");
        assertThat(datagrams.pipeline().context(other)).isNotNull();
        datagrams.finishAndReleaseAll();
    }

    @Test
    void shouldGoOnWhereItWasWhenASocketTakesAnothersPlace() {
        ChannelHandler one = new ImpairedNetwork(Impairment.parse("loss=50%,seed=5"), log::add).datagramHandler();
        List<Boolean> byOne = arrivals(one, 40);
        List<Fault> faultsOfOne = List.copyOf(log);
        log.clear();

        ChannelHandler three = new ImpairedNetwork(Impairment.parse("loss=50%,seed=5"), log::add).datagramHandler();
        List<Boolean> byThree = new ArrayList<>();
        for (int count : new int[] {10, 20, 10}) {
            byThree.addAll(arrivals(three, count));
        }

        assertThat(byThree).isEqualTo(byOne).contains(true, false);
        assertThat(log).isEqualTo(faultsOfOne);
    }

    /** Which of so many datagrams of a new channel get through. */
    private static List<Boolean> arrivals(ChannelHandler network, int count) {
        EmbeddedChannel channel = new EmbeddedChannel(network);
        List<Boolean> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channel.writeOutbound(Unpooled.buffer(20).writeZero(20));
            ByteBuf arrived = channel.readOutbound();
            arrivals.add(arrived != null);
            if (arrived != null) {
                arrived.release();
            }
        }
        channel.finishAndReleaseAll();
        return arrivals;
    }
}
