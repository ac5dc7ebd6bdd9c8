package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.TransferReceiver.Run;
import io.tekcos.chat.protocol.TransferReceiver.State;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.Got;
import io.tekcos.chat.wire.Held;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.NeedManifest;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Proceed;
import io.tekcos.chat.wire.Resend;
import io.tekcos.chat.wire.Unwanted;
import io.tekcos.chat.wire.WireException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferReceiverTest {

    private static final OfferId ID = new OfferId(new TransferId(1, 2), 3);
    private static final OfferId OTHER = new OfferId(ID.transfer(), 4);
    private static final int MANIFEST = 100;
    private static final int LAST = 7;
    private static final int WHOLE = Chunk.MAX_BYTES;

    /** Chunks 0 to 3, the last of 7 bytes. */
    private static final Offer OFFER =
            new Offer(ID, 1, TransferPair.chunks(3, LAST), MANIFEST, TransferPair.digestOf(9), "x");

    private final TransferReceiver receiver = new TransferReceiver(OFFER, 0);

    @ParameterizedTest
    @CsvSource({
        "OFFERED,    CANCEL,        OVER",
        "OFFERED,    PAUSE,         OFFERED",
        "OFFERED,    ACCEPT,        violation",
        "OFFERED,    OFFER,         violation",
        "CONNECTING, ATTACHED,      FETCHING",
        "CONNECTING, MANIFEST,      violation",
        "CONNECTING, CHUNK,         violation",
        "CONNECTING, DONE,          violation",
        "CONNECTING, LOST,          CONNECTING",
        "CONNECTING, CANCEL,        OVER",
        "FETCHING,   MANIFEST_PART, FETCHING",
        "FETCHING,   MANIFEST,      TELLING",
        "FETCHING,   MANIFEST_LONG, violation",
        "FETCHING,   CHUNK,         violation",
        "FETCHING,   ATTACHED,      FETCHING",
        "FETCHING,   LOST,          CONNECTING",
        "FETCHING,   CANCEL,        OVER",
        "TELLING,    MANIFEST,      violation",
        "TELLING,    CHUNK,         violation",
        "TELLING,    LOST,          CONNECTING",
        "TELLING,    CANCEL,        OVER",
        "RECEIVING,  CHUNK,         RECEIVING",
        "RECEIVING,  CHUNK_SHORT,   violation",
        "RECEIVING,  CHUNK_OUTSIDE, violation",
        "RECEIVING,  CHUNK_MINUS,   violation",
        "RECEIVING,  CHUNK_HELD,    violation",
        "RECEIVING,  CHUNK_SKIPPED, violation",
        "RECEIVING,  MANIFEST,      violation",
        "RECEIVING,  PAUSE,         RECEIVING",
        "RECEIVING,  ATTACHED,      TELLING",
        "RECEIVING,  LOST,          CONNECTING",
        "RECEIVING,  CANCEL,        OVER",
        "FINISHING,  CHUNK,         violation",
        "FINISHING,  LOST,          FINISHING",
        "FINISHING,  CANCEL,        OVER",
        "OVER,       ACCEPT,        OVER",
        "OVER,       CHUNK,         OVER",
        "OVER,       MANIFEST,      OVER",
        "OVER,       LOST,          OVER"
    })
    void shouldGoWhereTheTableSays(State from, String what, String to) throws WireException {
        bringTo(from);
        if (to.equals("violation")) {
            assertThatThrownBy(() -> happen(what)).isInstanceOf(WireException.class);
            assertThat(receiver.state()).isEqualTo(from);
        } else {
            happen(what);
            assertThat(receiver.state()).isEqualTo(State.valueOf(to));
        }
    }

    @Test
    void shouldAcceptOnce() {
        assertThat(receiver.accept()).isEqualTo(new Accept(ID));
        assertThatIllegalStateException().isThrownBy(receiver::accept);
    }

    @Test
    void shouldTakeNoRoomForTheSizeThatAnOfferSays() {
        Offer largest = new Offer(ID, 1, Offer.MAX_BYTES, MANIFEST, TransferPair.digestOf(9), "x");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TransferReceiver offered = new TransferReceiver(largest, 0);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 1024);
        assertThat(offered.bytesHad()).isZero();
    }

    @Test
    void shouldNotTakeIt() {
        assertThat(receiver.cancel(TransferFault.TOO_LARGE, "no"))
                .isEqualTo(new Cancel(ID, TransferFault.TOO_LARGE, "no"));
        assertThat(receiver.end()).isEqualTo(TransferEnd.failed(TransferFault.TOO_LARGE, "no", false));
        assertThatIllegalStateException().isThrownBy(receiver::accept);
    }

    @Test
    void shouldMakeNothingOfWhatIsSaidOfAnotherOffer() throws WireException {
        receiver.onFrame(new Pause(OTHER));
        receiver.onFrame(new Cancel(OTHER, TransferFault.CANCELLED, ""));

        assertThat(receiver.isPaused()).isFalse();
        assertThat(receiver.state()).isEqualTo(State.OFFERED);
    }

    @Test
    void shouldAskForTheManifestFromItsBeginningByEachConnectionUntilItIsThere() throws WireException {
        receiver.accept();
        assertThat(receiver.onAttached()).isEqualTo(new NeedManifest());
        assertThat(receiver.onManifest(manifest(MANIFEST - 1))).isFalse();
        receiver.onLost();
        assertThat(receiver.onAttached()).isEqualTo(new NeedManifest());
        assertThat(receiver.onManifest(manifest(MANIFEST - 1))).isFalse();
        assertThat(receiver.onManifest(manifest(1))).isTrue();
        assertThat(receiver.nextTold()).as("before it is found good").isNull();
        receiver.onLost();
        assertThat(receiver.onAttached()).as("it is there").isNull();

        know();
        assertThat(receiver.nextHeld()).isNotNull();
        assertThatIllegalStateException().isThrownBy(this::know);
    }

    @Test
    void shouldTellWhatItHasAndDoesNotWantThenBegin() throws WireException {
        bringTo(State.TELLING);

        assertThat(receiver.nextTold()).as("before what is held").isNull();
        assertThat(receiver.nextHeld()).isEqualTo(new Run(1, 1));
        assertThat(receiver.nextHeld()).isNull();
        assertThat(receiver.nextTold()).isEqualTo(new Unwanted(2, 1));
        assertThat(receiver.nextTold()).isEqualTo(new Begin());
        assertThat(receiver.nextTold()).isNull();
        assertThat(receiver.bytesHad()).isEqualTo(2 * WHOLE);
        assertThat(receiver.bytesBefore()).isEqualTo(2 * WHOLE);
    }

    @Test
    void shouldTellMuchInFramesThatFit() throws WireException {
        long chunks = 2 * Held.MAX_CHUNKS + 5;
        TransferReceiver large =
                new TransferReceiver(new Offer(ID, 1, chunks * WHOLE, MANIFEST, TransferPair.digestOf(9), "x"), 0);
        ChunkSet held = new ChunkSet(chunks);
        held.add(1, chunks - 1);
        large.accept();
        large.onManifestKnown(held, new ChunkSet(chunks));
        large.onAttached();

        assertThat(large.nextHeld()).isEqualTo(new Run(1, Held.MAX_CHUNKS));
        assertThat(large.nextHeld()).isEqualTo(new Run(1 + Held.MAX_CHUNKS, Held.MAX_CHUNKS));
        assertThat(large.nextHeld()).isEqualTo(new Run(1 + 2 * Held.MAX_CHUNKS, 4));
        assertThat(large.nextHeld()).isNull();
    }

    @Test
    void shouldAnswerInAnyOrderAndFinishWhenAllIsKept() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        arrive(3);
        assertThat(receiver.onKept(3, 0)).isEqualTo(new Got(3));
        assertThat(receiver.state()).isEqualTo(State.RECEIVING);
        assertThat(receiver.onKept(0, 0)).isEqualTo(new Got(0));
        assertThat(receiver.state()).isEqualTo(State.FINISHING);
        assertThat(receiver.bytesPerSecond(0)).isPositive();
        Done done = receiver.done(TransferPair.digestOf(5), true);

        assertThat(done).isEqualTo(new Done(ID, TransferPair.digestOf(5), true));
        assertThat(receiver.end()).isEqualTo(TransferEnd.done(done, false));
    }

    @Test
    void shouldTakeAChunkOnceOnly() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        assertThatThrownBy(() -> arrive(0)).as("while it is being written").isInstanceOf(WireException.class);
        receiver.onKept(0, 0);
        assertThatThrownBy(() -> arrive(0)).as("when it is kept").isInstanceOf(WireException.class);
        assertThatIllegalStateException().isThrownBy(() -> receiver.onKept(0, 0));
    }

    @Test
    void shouldAskForACorruptChunkAgainAndGiveUpAfterThree() throws WireException {
        bringTo(State.RECEIVING);
        for (int i = 0; i < 2; i++) {
            arrive(0);
            assertThat(receiver.onCorrupt(0)).isEqualTo(new Resend(0));
            assertThat(receiver.takeCancel()).isNull();
        }
        arrive(0);
        assertThat(receiver.onCorrupt(0)).isNull();

        assertThat(receiver.takeCancel())
                .isNotNull()
                .satisfies(cancel -> assertThat(cancel.fault()).isEqualTo(TransferFault.CORRUPT));
        assertThat(receiver.takeCancel()).isNull();
        assertThat(receiver.state()).isEqualTo(State.OVER);
    }

    @Test
    void shouldForgetThatAChunkWasCorruptWhenItIsKept() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        receiver.onCorrupt(0);
        arrive(0);

        assertThat(receiver.onKept(0, 0)).isEqualTo(new Got(0));
    }

    @Test
    void shouldTellTheNextConnectionOnlyWhenAllIsWritten() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        receiver.onLost();
        receiver.onAttached();
        assertThat(receiver.nextHeld()).isNull();
        assertThat(receiver.nextTold()).isNull();
        assertThat(receiver.onKept(0, 0)).as("this connection did not bring it").isNull();

        assertThat(receiver.nextHeld()).isEqualTo(new Run(0, 2));
    }

    @Test
    void shouldNotAskAgainByAnotherConnectionForWhatTheFirstBroughtCorrupt() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        receiver.onLost();
        receiver.onAttached();

        assertThat(receiver.onCorrupt(0)).isNull();
        assertThat(receiver.nextHeld()).isEqualTo(new Run(1, 1));
    }

    @Test
    void shouldFinishWithoutAConnectionWhenTheLastIsWrittenAfterItsLoss() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        arrive(3);
        receiver.onKept(0, 0);
        receiver.onLost();
        receiver.onKept(3, 0);

        assertThat(receiver.state()).isEqualTo(State.FINISHING);
        assertThat(receiver.takesConnection()).isFalse();
        assertThatIllegalStateException().isThrownBy(receiver::onAttached);
    }

    @Test
    void shouldForgetAChunkThatWasCut() throws WireException {
        bringTo(State.RECEIVING);
        receiver.onChunkBegins(0, WHOLE);
        receiver.onLost();
        assertThat(receiver.onChunk()).isFalse();
        receiver.onAttached();
        receiver.nextHeld();
        receiver.nextTold();
        receiver.nextTold();

        arrive(0);
        assertThat(receiver.onKept(0, 0)).isEqualTo(new Got(0));
    }

    @Test
    void shouldTakeNoMoreThanTheGreatestCreditUnanswered() throws WireException {
        TransferReceiver large =
                new TransferReceiver(new Offer(ID, 1, 20L * WHOLE, MANIFEST, TransferPair.digestOf(9), "x"), 0);
        large.accept();
        large.onManifestKnown(new ChunkSet(20), new ChunkSet(20));
        large.onAttached();
        large.nextTold();
        for (int n = 0; n < 9; n++) {
            large.onChunkBegins(n, WHOLE);
            large.onChunk();
        }

        assertThatThrownBy(() -> large.onChunkBegins(9, WHOLE)).isInstanceOf(WireException.class);
        large.onKept(4, 0);
        large.onChunkBegins(9, WHOLE);
    }

    @Test
    void shouldWantNothingMoreWhenItIsOver() throws WireException {
        bringTo(State.RECEIVING);
        arrive(0);
        receiver.onChunkBegins(3, LAST);
        receiver.onFrame(new Cancel(ID, TransferFault.CANCELLED, "enough"));

        assertThat(receiver.onChunk()).isFalse();
        assertThat(receiver.onKept(0, 0)).isNull();
        assertThat(receiver.end()).isEqualTo(TransferEnd.failed(TransferFault.CANCELLED, "enough", true));
    }

    @Test
    void shouldPauseAndCancelAndEndWithItsSession() {
        assertThat(receiver.pause(true)).isEqualTo(new Pause(ID));
        assertThat(receiver.pause(true)).isNull();
        assertThat(receiver.isPaused()).isTrue();
        assertThat(receiver.pause(false)).isEqualTo(new Proceed(ID));
        assertThat(receiver.cancel(TransferFault.NO_SPACE, "full"))
                .isEqualTo(new Cancel(ID, TransferFault.NO_SPACE, "full"));
        assertThat(receiver.cancel(TransferFault.CANCELLED, "")).isNull();
        assertThat(receiver.pause(true)).isNull();

        TransferReceiver other = new TransferReceiver(OFFER, 0);
        other.onSessionEnd("gone");
        other.onSessionEnd("again");
        assertThat(other.end()).isEqualTo(TransferEnd.failed(TransferFault.SESSION_ENDED, "gone", false));
    }

    @Test
    void shouldFinishAtOnceWhenNothingIsMissing() throws WireException {
        TransferReceiver empty = new TransferReceiver(new Offer(ID, 1, 0, MANIFEST, TransferPair.digestOf(9), "x"), 0);
        empty.accept();
        empty.onAttached();
        empty.onManifest(manifest(MANIFEST));
        empty.onManifestKnown(new ChunkSet(0), new ChunkSet(0));
        assertThatIllegalStateException().isThrownBy(() -> empty.done(TransferPair.digestOf(0), true));

        assertThat(empty.nextHeld()).isNull();
        assertThat(empty.nextTold()).isEqualTo(new Begin());
        assertThat(empty.state()).isEqualTo(State.FINISHING);
    }

    private void bringTo(State state) throws WireException {
        if (state == State.OFFERED) {
            return;
        }
        receiver.accept();
        if (state == State.CONNECTING) {
            return;
        }
        receiver.onAttached();
        if (state == State.FETCHING) {
            return;
        }
        receiver.onManifest(manifest(MANIFEST));
        know();
        if (state == State.TELLING) {
            return;
        }
        receiver.nextHeld();
        receiver.nextTold();
        receiver.nextTold();
        if (state == State.FINISHING) {
            arrive(0);
            receiver.onKept(0, 0);
            arrive(3);
            receiver.onKept(3, 0);
        } else if (state == State.OVER) {
            receiver.onFrame(new Cancel(ID, TransferFault.CANCELLED, ""));
        }
    }

    private void happen(String what) throws WireException {
        switch (what) {
            case "ACCEPT" -> receiver.onFrame(new Accept(ID));
            case "CANCEL" -> receiver.onFrame(new Cancel(ID, TransferFault.CANCELLED, ""));
            case "PAUSE" -> receiver.onFrame(new Pause(ID));
            case "DONE" -> receiver.onFrame(new Done(ID, TransferPair.digestOf(0), true));
            case "OFFER" -> receiver.onFrame(OFFER);
            case "ATTACHED" -> receiver.onAttached();
            case "LOST" -> receiver.onLost();
            case "MANIFEST_PART" -> receiver.onManifest(manifest(1));
            case "MANIFEST" -> receiver.onManifest(manifest(MANIFEST));
            case "MANIFEST_LONG" -> receiver.onManifest(manifest(MANIFEST + 1));
            case "CHUNK" -> receiver.onChunkBegins(0, WHOLE);
            case "CHUNK_SHORT" -> receiver.onChunkBegins(0, WHOLE - 1);
            case "CHUNK_OUTSIDE" -> receiver.onChunkBegins(4, LAST);
            case "CHUNK_MINUS" -> receiver.onChunkBegins(-1, WHOLE);
            case "CHUNK_HELD" -> receiver.onChunkBegins(1, WHOLE);
            case "CHUNK_SKIPPED" -> receiver.onChunkBegins(2, WHOLE);
            default -> throw new AssertionError(what);
        }
    }

    /** Chunk 1 is held, 2 is not wanted. */
    private void know() {
        ChunkSet held = new ChunkSet(4);
        held.add(1);
        ChunkSet unwanted = new ChunkSet(4);
        unwanted.add(2);
        receiver.onManifestKnown(held, unwanted);
    }

    private void arrive(long number) throws WireException {
        receiver.onChunkBegins(number, number == 3 ? LAST : WHOLE);
        assertThat(receiver.onChunk()).isTrue();
    }

    private static Manifest manifest(int length) {
        return new Manifest(Octets.of(new byte[length]));
    }
}
