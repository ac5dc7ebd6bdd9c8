package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferReceiver.State;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Proceed;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a sender says, whenever: it is taken, or refused with a {@link WireException} and changes nothing. */
class TransferReceiverFuzzTest {

    private static final int RANDOM_INPUTS = 3_000;
    private static final long MOST_WAITING = 9 << 20;

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
        private final TransferReceiver receiver;
        private final List<Long> atTheDisk = new ArrayList<>();
        private final ChunkSet kept;
        private boolean known;
        private boolean manifestIsThere;

        Run(FuzzInput in) {
            this.in = in;
            receiver = new TransferReceiver(in.offer(), 0);
            kept = new ChunkSet(in.content().chunks());
        }

        void step() {
            switch (in.next() & 0x0f) {
                case 0 -> hear(new Pause(FuzzInput.ID));
                case 1 -> hear(new Proceed(FuzzInput.ID));
                case 2 -> hear(word());
                case 3 -> decide();
                case 4 -> attach();
                case 5 -> receiver.onLost();
                case 6 -> manifest();
                case 7 -> know();
                case 8 -> tell();
                case 9 -> write(true);
                case 10 -> write(false);
                case 11 -> wish();
                case 12 -> finish();
                default -> chunk();
            }
        }

        private TransferFrame word() {
            return switch (in.next()) {
                case 0xff -> new Cancel(FuzzInput.ID, TransferFault.CANCELLED, "");
                case 0xfe -> new Cancel(FuzzInput.OTHER, TransferFault.CANCELLED, "");
                default -> new Accept(FuzzInput.ID);
            };
        }

        private void hear(TransferFrame frame) {
            State before = receiver.state();
            try {
                receiver.onFrame(frame);
            } catch (WireException expected) {
                assertThat(receiver.state()).isEqualTo(before);
            }
        }

        private void decide() {
            if (receiver.state() != State.OFFERED) {
                return;
            }
            if (in.next() == 0xff) {
                receiver.cancel(TransferFault.DECLINED, "");
            } else {
                receiver.accept();
            }
        }

        private void attach() {
            if (receiver.takesConnection()) {
                receiver.onAttached();
            }
        }

        private void manifest() {
            State before = receiver.state();
            try {
                manifestIsThere |= receiver.onManifest(new Manifest(Octets.of(new byte[1 + in.next() * 300])));
            } catch (WireException expected) {
                assertThat(receiver.state()).isEqualTo(before);
            }
        }

        /** The manifest is found good, or a process before had it, and some chunks. */
        private void know() {
            boolean before = receiver.state() == State.OFFERED;
            if (known || !(before || manifestIsThere)) {
                return;
            }
            known = true;
            ChunkSet held = some(before ? in.next() : 0);
            ChunkSet unwanted = some(in.next());
            kept.addAll(held);
            kept.addAll(unwanted);
            receiver.onManifestKnown(held, unwanted);
        }

        private ChunkSet some(int bits) {
            ChunkSet some = new ChunkSet(in.content().chunks());
            for (int number = 0; number < 8; number++) {
                if (in.content().has(number) && (bits & 1 << number) != 0) {
                    some.add(number);
                }
            }
            return some;
        }

        private void tell() {
            while (receiver.nextHeld() != null) {}
            while (receiver.nextTold() != null) {}
        }

        /** All of a chunk arrives, unless the connection is lost or somebody cancels in its middle. */
        private void chunk() {
            long number = in.number();
            int how = in.next();
            State before = receiver.state();
            try {
                int right = in.content().has(number) ? in.content().lengthOf(number) : 7;
                receiver.onChunkBegins(number, how == 0xff ? right + 1 : right);
            } catch (WireException expected) {
                assertThat(receiver.state()).isEqualTo(before);
                return;
            }
            if (how == 0xfe) {
                receiver.onLost();
            } else if (how == 0xfd) {
                receiver.cancel(TransferFault.CANCELLED, "");
            }
            if (receiver.onChunk()) {
                assertThat(kept.contains(number)).isFalse();
                atTheDisk.add(number);
            }
        }

        private void write(boolean right) {
            if (atTheDisk.isEmpty()) {
                return;
            }
            long number = atTheDisk.remove(in.next() % atTheDisk.size());
            if (right) {
                assertThat(kept.add(number)).isTrue();
                receiver.onKept(number, 0);
            } else {
                receiver.onCorrupt(number);
                receiver.takeCancel();
            }
        }

        private void wish() {
            int how = in.next();
            if (how == 0xff) {
                receiver.cancel(TransferFault.CANCELLED, "");
            } else if (how == 0xfe) {
                receiver.onSessionEnd("");
            } else {
                receiver.pause(how % 2 == 0);
            }
        }

        private void finish() {
            if (receiver.state() == State.FINISHING) {
                receiver.done(TransferPair.digestOf(9), true);
            }
        }

        void judge() {
            long waiting = atTheDisk.stream().mapToLong(in.content()::lengthOf).sum();
            assertThat(waiting).isLessThanOrEqualTo(MOST_WAITING);
            assertThat(receiver.bytesHad()).isBetween(0L, in.offer().bytes());
            assertThat(receiver.end() != null).isEqualTo(receiver.state() == State.OVER);
            if (receiver.state() == State.FINISHING) {
                assertThat(kept.isFull()).isTrue();
            }
        }
    }
}
