package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.source.Source;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IncomingTransferTest {

    private static final TransferId ID = new TransferId(1, 2);
    private static final int MOST_PARTS = 16;

    @TempDir
    private Path folder;

    private final EventLoop loop = new DefaultEventLoop();
    private final NotedPort port = new NotedPort(loop);
    private final TransferDesk desk = new TransferDesk(port);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CountDownLatch diskIsFree = new CountDownLatch(1);
    private byte[] manifest = {};
    private final CompletableFuture<RunningTransfer> transfer = new CompletableFuture<>();

    @BeforeEach
    void accept() throws Exception {
        port.offerListener = new OfferListener(
                any -> transfer.complete((RunningTransfer) any.accept(ReceivePolicy.into(folder))), null);
        Offer offer = offer();
        onLoop(() -> desk.onFrame(offer));
        await(() -> port.told.contains(new Accept(offer.id())));
    }

    @AfterEach
    void stop() throws Exception {
        diskIsFree.countDown();
        onLoop(() -> desk.onSessionEnd("the test is over"));
        onLoop(() -> channel.finishAndReleaseAll());
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        port.close();
    }

    @Test
    void shouldReadNoMoreOfAManifestThanTheDiskKeepsUpWith() throws Exception {
        onLoop(() -> desk.attach(ID, channel));
        occupyTheDisk();
        feed(0, MOST_PARTS);
        assertThat(channel.config().isAutoRead()).as("as many as may wait").isTrue();

        feed(MOST_PARTS, MOST_PARTS + 1);
        assertThat(channel.config().isAutoRead()).as("one more").isFalse();

        diskIsFree.countDown();
        await(() -> channel.config().isAutoRead());
    }

    @Test
    void shouldNotTakeForDeadWhomItDoesNotListenTo() throws Exception {
        onLoop(() -> desk.attach(ID, channel));
        occupyTheDisk();
        feed(0, MOST_PARTS + 1);
        beSilent();
        diskIsFree.countDown();
        await(() -> channel.config().isAutoRead());
        beSilent();
        assertThat(channel.isOpen()).as("it was not listened to just now").isTrue();

        beSilent();
        assertThat(channel.isOpen()).as("it has said nothing since").isFalse();
    }

    @Test
    void shouldTellNothingWhileThePeerReadsNothing() throws Exception {
        onLoop(() -> desk.attach(ID, channel));
        onLoop(() -> channel.releaseOutbound());
        setWritable(false);
        feed(0, manifest.length);
        CountDownLatch manifestIsKnown = new CountDownLatch(1);
        onLoop(() -> transfer.join().onDisk(() -> true, done -> manifestIsKnown.countDown()));
        manifestIsKnown.await();
        assertThat(onLoop(() -> channel.outboundMessages().isEmpty())).isTrue();

        setWritable(true);
        ByteBuf told = onLoop(() -> channel.readOutbound());
        assertThat(ByteBufUtil.getBytes(told)).isEqualTo(new Begin().toBytes());
        told.release();
    }

    @Test
    void shouldCloseAtOnceAConnectionThatIsReplaced() throws Exception {
        onLoop(() -> desk.attach(ID, channel));
        channel.pipeline().addFirst(new BulkOutputTest.Stuck());
        EmbeddedChannel next = new EmbeddedChannel();
        onLoop(() -> desk.attach(ID, next));

        assertThat(channel.isOpen()).isFalse();
        assertThat(next.isOpen()).isTrue();
        onLoop(() -> next.finishAndReleaseAll());
    }

    private Offer offer() throws IOException {
        Path sent = Files.createDirectory(folder.resolve("sent")).resolve("some.txt");
        Files.writeString(sent, "some text");
        try (Source source = Source.scan(List.of(sent))) {
            manifest = new byte[(int) source.manifestBytes()];
            source.readManifest(0, manifest);
            return new Offer(
                    new OfferId(ID, 3), 1, source.bytes(), manifest.length, source.manifestDigest(), "some.txt");
        }
    }

    /** Gives it parts of the manifest, a byte each. */
    private void feed(int from, int to) throws Exception {
        BulkHandler handler = channel.pipeline().get(BulkHandler.class);
        for (int i = from; i < to; i++) {
            Manifest part = new Manifest(Octets.of(new byte[] {manifest[i]}));
            onLoop(() -> {
                handler.onFrame(part, 1);
                return part;
            });
        }
    }

    private void setWritable(boolean writable) throws Exception {
        onLoop(() -> {
            channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
            channel.runPendingTasks();
        });
    }

    private void beSilent() throws Exception {
        onLoop(() -> channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT));
    }

    private void occupyTheDisk() {
        for (int i = 0; i < Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
            DiskThreads.shared().execute(() -> {
                try {
                    diskIsFree.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private void await(Callable<Boolean> something) throws Exception {
        while (!onLoop(something)) {
            Thread.onSpinWait();
        }
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get();
    }

    private void onLoop(Runnable task) throws Exception {
        loop.submit(task).get();
    }
}
