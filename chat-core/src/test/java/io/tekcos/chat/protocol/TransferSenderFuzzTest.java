package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferSender.State;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.Got;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.NeedManifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Proceed;
import io.tekcos.chat.wire.Resend;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.Unwanted;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a receiver says, whenever: it is taken, or refused with a {@link WireException} and changes nothing. */
class TransferSenderFuzzTest {

    private static final int RANDOM_INPUTS = 3_000;

    /** Behind what {@link FuzzInput} takes, each byte says what happens next, and those behind it how. */
    @FuzzTest
    void hear(byte[] input) {
        Run run = new Run(new FuzzInput(input));
        while (!run.in.isOver()) {
            run.step();
            run.judge();
        }
    }

    @Test
    void shouldTakeOrRefuseWhateverComes() {
        Random random = new Random(1);
        for (int i = 0; i < RANDOM_INPUTS; i++) {
            byte[] input = new byte[2 + random.nextInt(300)];
            for (int at = 0; at < input.length; at++) {
                input[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(16));
            }
            hear(input);
        }
    }

    private static final class Run {

        private final FuzzInput in;
        private final TransferSender sender;
        private final Queue<Long> ready = new ArrayDeque<>();
        private final Map<Long, Integer> copies = new HashMap<>(); // by the connection that there is
        private long now;

        Run(FuzzInput in) {
            this.in = in;
            sender = new TransferSender(in.offer(), 0, now);
        }

        void step() {
            switch (in.next() & 0x0f) {
                case 0 -> hear(new Accept(FuzzInput.ID));
                case 1 -> hear(new Pause(FuzzInput.ID));
                case 2 -> hear(new Proceed(FuzzInput.ID));
                case 3 -> hear(word());
                case 4 -> read(new NeedManifest());
                case 5 -> read(held());
                case 6 -> read(new Unwanted(in.number(), in.number()));
                case 7 -> read(new Begin());
                case 8 -> read(new Got(in.number()));
                case 9 -> read(new Resend(in.number()));
                case 10 -> read(new Manifest(Octets.of(new byte[1])));
                case 11 -> attach();
                case 12 -> lose();
                case 13 -> wish();
                default -> write();
            }
        }

        private TransferFrame word() {
            return switch (in.next() & 0x07) {
                case 0 -> new Done(FuzzInput.OTHER, rightDigest(), true);
                case 1 -> new Cancel(FuzzInput.ID, TransferFault.CANCELLED, "");
                case 2 -> in.offer();
                case 3 -> new Done(FuzzInput.ID, TransferPair.digestOf(9), true);
                default -> new Done(FuzzInput.ID, rightDigest(), false);
            };
        }

        private Bytes32 rightDigest() {
            ChunkDigests digests = new ChunkDigests(in.content());
            for (long number = 0; number < Math.min(50, in.content().chunks()); number++) {
                digests.add(number, TransferPair.digestOf(number).toByteArray());
            }
            digests.advance(new ChunkSet(in.content().chunks()));
            return digests.whole();
        }

        private Held held() {
            long first = in.number();
            int count = 1 + in.next() % 4;
            ByteBuffer digests = ByteBuffer.allocate(count * Bytes32.LENGTH);
            for (int i = 0; i < count; i++) {
                digests.put(TransferPair.digestOf(first + i).toByteArray());
            }
            return new Held(first, Octets.of(digests.array()));
        }

        private void hear(TransferFrame frame) {
            State before = sender.state();
            try {
                sender.onFrame(frame);
            } catch (WireException expected) {
                assertThat(sender.state()).isEqualTo(before);
            }
        }

        private void read(BulkFrame frame) {
            State before = sender.state();
            try {
                sender.onBulkFrame(frame, now);
            } catch (WireException expected) {
                assertThat(sender.state()).isEqualTo(before);
            }
        }

        private void attach() {
            if (sender.takesConnection()) {
                lose();
                copies.clear();
                sender.onAttached();
            }
        }

        private void lose() {
            ready.clear();
            sender.onLost();
        }

        private void wish() {
            int how = in.next();
            if (how == 0xff) {
                sender.cancel(TransferFault.CANCELLED, "");
            } else if (how == 0xfe) {
                sender.onSessionEnd("");
            } else {
                sender.pause(how % 2 == 0);
                sender.onRoundTrip(how * 1_000_000L);
                now += how * 1_000_000L;
            }
        }

        /** As who writes does it: the manifest, or chunks as far as that goes. */
        private void write() {
            if (sender.manifestDue() > 0) {
                sender.onManifestSent();
            }
            for (long next = sender.takeNext(); next != TransferSender.NONE; next = sender.takeNext()) {
                assertThat(in.content().has(next)).isTrue();
                ready.add(next);
                if (ready.size() >= 2) {
                    break;
                }
            }
            Long first = ready.peek();
            if (first != null && sender.mayBegin()) {
                sender.begin(ready.remove(), TransferPair.digestOf(first));
                assertThat(copies.merge(first, 1, Integer::sum)).isLessThanOrEqualTo(SentChunks.COPIES);
            }
            for (int may = sender.mayWrite(now); may > 0; may = sender.mayWrite(now)) {
                sender.onWritten(may, now);
            }
        }

        void judge() {
            assertThat(sender.bytesHad()).isBetween(0L, in.offer().bytes());
            assertThat(sender.mayWrite(now)).isNotNegative();
            assertThat(sender.end() != null).isEqualTo(sender.state() == State.OVER);
        }
    }
}
