package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bad network for bootstraps of any kind: what it returns sets up the pipelines of channels, and may be used for any number
 * of them. Each TCP connection is impaired for itself, from its own beginning, so that each of two has the same faults at the
 * same bytes. The UDP channels that one handler sets up follow one another, as a client's do when its socket is renewed: the
 * bad network goes on from one to the next.
 *
 * <pre>{@code
 * ImpairedNetwork network = new ImpairedNetwork(Impairment.parse("loss=5%,tcp.delay=50ms"), fault -> ...);
 * Bootstrap tcp = ....handler(network.streamHandler());       // for one session of a SessionConnector
 * ServerBootstrap server = ....childHandler(network.streamHandlerBefore(acceptor.streamHandler()));
 * }</pre>
 */
public final class ImpairedNetwork {

    private final Impairment impairment;
    private final Consumer<? super Fault> log;

    /**
     * Creates a bad network.
     *
     * @param impairment what is wrong with it
     * @param log takes each fault as it happens, on the event loop of its channel; it must not block
     */
    public ImpairedNetwork(Impairment impairment, Consumer<? super Fault> log) {
        this.impairment = impairment;
        this.log = log;
    }

    /**
     * Impairs TCP connections.
     *
     * @return an initializer for their pipelines
     */
    public ChannelHandler streamHandler() {
        return initializer(this::impairStream);
    }

    /**
     * Impairs TCP connections, and then sets them up further.
     *
     * @param next what comes next in the pipeline, sharable
     * @return an initializer for their pipelines
     */
    public ChannelHandler streamHandlerBefore(ChannelHandler next) {
        return initializer(channel -> {
            impairStream(channel);
            channel.pipeline().addLast(next);
        });
    }

    /**
     * Impairs the UDP channels of one path, for one session's bootstrap.
     *
     * @return an initializer for their pipelines, all on one event loop
     */
    public ChannelHandler datagramHandler() {
        return initializer(new ImpairedPath());
    }

    /**
     * Impairs the UDP channels of one path, and then sets them up further.
     *
     * @param next what comes next in the pipeline, sharable
     * @return an initializer for their pipelines
     */
    public ChannelHandler datagramHandlerBefore(ChannelHandler next) {
        ImpairedPath path = new ImpairedPath();
        return initializer(channel -> {
            path.accept(channel);
            channel.pipeline().addLast(next);
        });
    }

    private void impairStream(Channel channel) {
        if (impairment.tcpIn().equals(Impairment.Stream.UNIMPAIRED)
                && impairment.tcpOut().equals(Impairment.Stream.UNIMPAIRED)) {
            return; // not even a handler that does nothing
        }
        channel.pipeline().addLast("impairment", new StreamImpairment(impairment, log));
    }

    private static ChannelHandler initializer(Consumer<Channel> setUp) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                setUp.accept(channel);
            }
        };
    }

    /** Impairs the UDP channels of one path, one after the other. */
    private final class ImpairedPath implements Consumer<Channel> {

        private @Nullable DatagramImpairment latest;

        @Override
        public void accept(Channel channel) {
            if (impairment.udpIn().equals(Impairment.Datagrams.UNIMPAIRED)
                    && impairment.udpOut().equals(Impairment.Datagrams.UNIMPAIRED)) {
                return;
            }
            latest = latest == null ? new DatagramImpairment(impairment, log) : latest.successor();
            channel.pipeline().addLast("impairment", latest);
        }
    }
}
