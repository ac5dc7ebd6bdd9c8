package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads append while one takes and acknowledges, as the event loop does. */
class OutboundProducersTest {

    private static final int PRODUCERS = 4;
    private static final int TEXTS = 20_000;

    private final Outbound<Long> outbound = new Outbound<>(Limits.MIN_WINDOW);
    private final FrameParser parser = new FrameParser();
    private final FrameParser.Scratch scratch = new FrameParser.Scratch();
    private final List<Long> received = new ArrayList<>();
    private final List<Long> acknowledged = new ArrayList<>();

    @Test
    void shouldCarryEveryTextOnceAndInEachProducersOrder() throws Exception {
        parser.handshakeOver();
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            List<Future<?>> producers = new ArrayList<>();
            for (int producer = 0; producer < PRODUCERS; producer++) {
                int number = producer;
                producers.add(threads.submit(() -> produce(number)));
            }
            while (acknowledged.size() < PRODUCERS * TEXTS) {
                outbound.takeUnsent(this::receive);
                // Not always all of it, so that acknowledgements end within chunks too.
                outbound.onReceived(received.size() - received.size() % 3 % 2, acknowledged::add);
            }
            for (Future<?> producer : producers) {
                producer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(received).hasSize(PRODUCERS * TEXTS).isEqualTo(acknowledged);
        for (int producer = 0; producer < PRODUCERS; producer++) {
            assertInOrder(producer);
        }
        assertThat(outbound.unacknowledgedBytes()).isZero();
        assertThat(outbound.isWritable()).isTrue();
    }

    private void produce(int producer) {
        for (int i = 0; i < TEXTS; i++) {
            long id = (long) producer << 32 | i;
            String text = textOf(id);
            while (outbound.append(id, producer, text, text.length(), false, id) == Outbound.FULL) {
                if (Thread.interrupted()) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void receive(byte[] bytes, int offset, int length) {
        try {
            parser.feed(Unpooled.wrappedBuffer(bytes, offset, length), scratch, (frame, size) -> {
                Text text = (Text) frame;
                assertThat(text.text()).isEqualTo(textOf(text.id()));
                received.add(text.id());
            });
        } catch (WireException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void assertInOrder(int producer) {
        List<Long> own = received.stream().filter(id -> id >> 32 == producer).toList();

        assertThat(own).hasSize(TEXTS).isSorted().doesNotHaveDuplicates();
    }

    /** Of many sizes, and some of them larger than a chunk has room for. */
    private static String textOf(long id) {
        return id + "x".repeat((int) (id * 31 % 200));
    }
}
