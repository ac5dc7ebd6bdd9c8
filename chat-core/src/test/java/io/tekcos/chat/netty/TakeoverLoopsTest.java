package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takeovers between real event loops. */
@Timeout(120)
class TakeoverLoopsTest {

    private static final int LOOPS = 4;
    private static final int ATTEMPTS = 16;

    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<NettySession> begun = new LinkedBlockingQueue<>();
    private final List<String> misplaced = new CopyOnWriteArrayList<>();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final SessionAcceptor acceptor = new SessionAcceptor("server", Limits.DEFAULTS, this::begin);
    private @Nullable EventLoopGroup group;
    private @Nullable InetSocketAddress address;

    @AfterEach
    void end() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        acceptor.sessions().forEach(NettySession::closeNow);
        if (group != null) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldMoveEveryConnectionToTheSessionsEventLoop(Transport transport) throws Exception {
        listen(transport, "");
        Client client = new Client().join();
        NettySession session = begun.take();
        for (int attempt = 1; attempt <= 2 * LOOPS; attempt++) {
            client = new Client();
            assertThat(client.resume(attempt)).isInstanceOf(Resumed.class);
            client.says(attempt);
        }

        assertThat(heard).isEmpty();
        assertThat(misplaced).isEmpty();
        assertThat(channels.get(channels.size() - 1).eventLoop()).isSameAs(session.eventLoop());
        assertThat(channels.subList(0, channels.size() - 1)).noneMatch(Channel::isOpen);
        assertThat(acceptor.counters().resumes()).isEqualTo(2 * LOOPS);
        assertThat(acceptor.counters().halfOpen()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldEndUpWithTheLatestOfManyAttemptsAtOnce(Transport transport) throws Exception {
        listen(transport, "");
        new Client().join();
        List<Client> racing = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            racing.add(new Client());
        }
        ExecutorService threads = Executors.newFixedThreadPool(ATTEMPTS);
        List<Callable<Frame>> attempts = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            Client client = racing.get(i);
            int attempt = i + 1;
            attempts.add(() -> client.resume(attempt));
        }

        List<Future<Frame>> answers = threads.invokeAll(attempts);
        threads.shutdown();

        assertThat(answers.get(ATTEMPTS - 1).get()).isInstanceOf(Resumed.class);
        for (Future<Frame> answer : answers) { // a connection that was taken over before it was answered says nothing
            assertThat(answer.get())
                    .satisfiesAnyOf(
                            frame -> assertThat(frame).isNull(),
                            frame -> assertThat(frame).isInstanceOf(Resumed.class),
                            frame -> assertThat(((Refused) frame).code()).isEqualTo(RefusalCode.SUPERSEDED.code()));
        }
        racing.get(ATTEMPTS - 1).says(1);
        assertThat(misplaced).isEmpty();
        assertThat(acceptor.counters().sessionsOpen()).isEqualTo(1);
        assertThat(acceptor.counters().sessionsDetached()).isZero();
        assertThat(acceptor.counters().halfOpen()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldTakeABadNetworkAlong(Transport transport) throws Exception {
        listen(transport, "tcp.delay=5ms,tcp.rate=1M");
        new Client().join();
        for (int attempt = 1; attempt <= 2 * LOOPS; attempt++) {
            Client client = new Client();
            assertThat(client.resume(attempt)).isInstanceOf(Resumed.class);
            client.says(attempt);
        }

        assertThat(heard).isEmpty();
        assertThat(misplaced).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldBearThatTheClientGoesWhileItsConnectionMoves(Transport transport) throws Exception {
        listen(transport, "");
        new Client().join();
        for (int attempt = 1; attempt <= 3 * LOOPS; attempt++) {
            Client gone = new Client();
            gone.ask(attempt);
            gone.close();
        }

        Client client = new Client();
        assertThat(client.resume(3 * LOOPS + 1)).isInstanceOf(Resumed.class);
        client.says(1);
        assertThat(misplaced).isEmpty();
        for (Channel channel : channels.subList(0, channels.size() - 1)) {
            assertThat(channel.closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acceptor.counters().halfOpen()).isZero();
        assertThat(acceptor.counters().sessionsOpen()).isEqualTo(1);
    }

    private void begin(NettySession session) {
        begun.add(session);
        session.listen(event -> hear(session, event), null);
    }

    private void hear(NettySession session, SessionEvent event) {
        if (!session.eventLoop().inEventLoop()) {
            misplaced.add("heard " + event);
        }
        if (event instanceof Message message) {
            heard.add(message);
        }
    }

    private void listen(Transport transport, String impairment) throws InterruptedException {
        assumeThat(transport.unavailability())
                .as("%s is not available here", transport)
                .isNull();
        group = transport.newGroup(LOOPS, "takeover-test", true);
        address = (InetSocketAddress) new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(new Network());
                        if (!impairment.isEmpty()) {
                            channel.pipeline().addLast(new StreamImpairment(Impairment.parse(impairment), fault -> {}));
                        }
                        channel.pipeline().addLast(acceptor.streamHandler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }

    /** Nearest to the network: notes what is written on another thread than the channel's. */
    private final class Network extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (!ctx.channel().eventLoop().inEventLoop()) {
                misplaced.add("written " + message);
            }
            ctx.write(message, promise);
        }
    }

    /** A client on a socket. */
    private final class Client {

        private final Socket socket;
        private final Ack greeting;
        private final FrameParser parser = new FrameParser();
        private final Queue<Frame> frames = new ArrayDeque<>();

        Client() throws IOException {
            InetSocketAddress to = Objects.requireNonNull(address);
            socket = new Socket(to.getAddress(), to.getPort());
            socket.setSoTimeout(60_000);
            clients.add(this);
            parser.handshakeOver();
            greeting = (Ack) Objects.requireNonNull(read());
        }

        Client join() throws IOException {
            send(EmbeddedServer.joinAs(1));
            assertThat(read()).isInstanceOf(Welcome.class);
            return this;
        }

        void ask(int attempt) throws IOException {
            send(EmbeddedServer.resumeAs(1, attempt, 0, greeting));
        }

        /** Asks to go on, and returns the answer; null if there is none. */
        @Nullable
        Frame resume(int attempt) throws IOException {
            ask(attempt);
            return read();
        }

        /** Sends a text, which is heard next. */
        void says(int id) throws IOException, InterruptedException {
            send(new Text(id, 0, "text " + id, false));
            Message next = heard.poll(60, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            assertThat(next.text()).isEqualTo("text " + id);
        }

        void close() throws IOException {
            socket.close();
        }

        private void send(Frame frame) throws IOException {
            socket.getOutputStream().write(Bytes.of(frame));
        }

        @Nullable
        private Frame read() throws IOException {
            byte[] buffer = new byte[4096];
            while (frames.isEmpty()) {
                int count = readSome(buffer);
                if (count < 0) {
                    return null;
                }
                feed(Unpooled.wrappedBuffer(buffer, 0, count));
            }
            return frames.remove();
        }

        private int readSome(byte[] buffer) throws IOException {
            try {
                return socket.getInputStream().read(buffer);
            } catch (SocketException reset) {
                return -1;
            }
        }

        private void feed(ByteBuf bytes) {
            try {
                parser.feed(bytes, new FrameParser.Scratch(), (frame, size) -> {
                    if (!(frame instanceof Ping)) {
                        frames.add(frame);
                    }
                });
            } catch (WireException e) {
                throw new AssertionError("what was sent is no frame", e);
            }
        }
    }
}
