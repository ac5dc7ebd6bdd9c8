package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.TransferSender.State;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.Frame;
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
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferSenderTest {

    private static final OfferId ID = new OfferId(new TransferId(1, 2), 3);
    private static final OfferId OTHER = new OfferId(ID.transfer(), 4);
    private static final int MANIFEST = Manifest.MAX_BYTES + 10;
    private static final int LAST = 7;

    /** Chunks 0 to 3, the last of 7 bytes. */
    private static final Offer OFFER =
            new Offer(ID, 1, TransferPair.chunks(3, LAST), MANIFEST, TransferPair.digestOf(9), "x");

    private static final Frame HELD_0 =
            new Held(0, Octets.of(TransferPair.digestOf(0).toByteArray()));
    private static final Done WRONG = new Done(ID, TransferPair.digestOf(9), true);

    private final TransferSender sender = new TransferSender(OFFER, 0, 0);

    @ParameterizedTest
    @CsvSource({
        "OFFERED,    ACCEPT,         CONNECTING",
        "OFFERED,    CANCEL,         OVER",
        "OFFERED,    PAUSE,          OFFERED",
        "OFFERED,    DONE,           violation",
        "OFFERED,    OFFER,          violation",
        "CONNECTING, ACCEPT,         violation",
        "CONNECTING, DONE,           OVER",
        "CONNECTING, CANCEL,         OVER",
        "CONNECTING, BEGIN,          violation",
        "CONNECTING, LOST,           CONNECTING",
        "LISTENING,  NEED_MANIFEST,  LISTENING",
        "LISTENING,  HELD,           LISTENING",
        "LISTENING,  HELD_ALL,       LISTENING",
        "LISTENING,  HELD_OUTSIDE,   violation",
        "LISTENING,  HELD_NEGATIVE,  violation",
        "LISTENING,  UNWANTED,       LISTENING",
        "LISTENING,  UNWANTED_NONE,  violation",
        "LISTENING,  UNWANTED_MANY,  violation",
        "LISTENING,  BEGIN,          SENDING",
        "LISTENING,  GOT,            violation",
        "LISTENING,  RESEND,         violation",
        "LISTENING,  DONE,           OVER",
        "LISTENING,  CHUNK,          violation",
        "LISTENING,  MANIFEST,       violation",
        "LISTENING,  LOST,           CONNECTING",
        "LISTENING,  CANCEL,         OVER",
        "SENDING,    GOT,            violation",
        "SENDING,    RESEND,         violation",
        "SENDING,    BEGIN,          violation",
        "SENDING,    HELD,           violation",
        "SENDING,    UNWANTED,       violation",
        "SENDING,    NEED_MANIFEST,  violation",
        "SENDING,    DONE,           violation",
        "SENDING,    ACCEPT,         violation",
        "SENDING,    PAUSE,          SENDING",
        "SENDING,    LOST,           CONNECTING",
        "SENDING,    CANCEL,         OVER",
        "FINISHING,  GOT,            violation",
        "FINISHING,  BEGIN,          violation",
        "FINISHING,  LOST,           FINISHING",
        "FINISHING,  DONE,           OVER",
        "FINISHING,  ACCEPT,         violation",
        "FINISHING,  CANCEL,         OVER",
        "OVER,       ACCEPT,         OVER",
        "OVER,       DONE,           OVER",
        "OVER,       GOT,            OVER",
        "OVER,       LOST,           OVER"
    })
    void shouldGoWhereTheTableSays(State from, String what, String to) throws WireException {
        bringTo(from);
        if (to.equals("violation")) {
            assertThatThrownBy(() -> happen(what)).isInstanceOf(WireException.class);
            assertThat(sender.state()).isEqualTo(from);
        } else {
            happen(what);
            assertThat(sender.state()).isEqualTo(State.valueOf(to));
        }
    }

    @Test
    void shouldMakeNothingOfWhatIsSaidOfAnotherOffer() throws WireException {
        sender.onFrame(new Pause(OTHER));
        sender.onFrame(new Accept(OTHER));
        sender.onFrame(new Cancel(OTHER, TransferFault.DECLINED, ""));
        assertThat(sender.isPaused()).isFalse();
        assertThat(sender.state()).isEqualTo(State.OFFERED);

        bringTo(State.FINISHING);
        sender.onFrame(new Done(OTHER, TransferPair.digestOf(9), true));
        assertThat(sender.state()).isEqualTo(State.FINISHING);
    }

    @Test
    void shouldWaitIfItsReceiverWantsItToBeforeItAccepts() throws WireException {
        sender.onFrame(new Pause(ID));
        bringTo(State.SENDING);

        assertThat(sender.isPaused()).isTrue();
        assertThat(sender.mayBegin()).isFalse();
    }

    @Test
    void shouldSendTheManifestInPartsBeforeAnythingElseIsSaid() throws WireException {
        bringTo(State.LISTENING);
        assertThat(sender.manifestDue()).isZero();
        hear(new NeedManifest());
        assertThat(sender.manifestSent()).isZero();
        assertThat(sender.manifestDue()).isEqualTo(Manifest.MAX_BYTES);
        sender.onManifestSent();
        assertThatThrownBy(() -> hear(new Begin())).as("before all of it").isInstanceOf(WireException.class);
        assertThat(sender.manifestSent()).isEqualTo(Manifest.MAX_BYTES);
        assertThat(sender.manifestDue()).isEqualTo(10);
        sender.onManifestSent();

        assertThat(sender.manifestDue()).isZero();
        assertThatThrownBy(() -> hear(new NeedManifest())).isInstanceOf(WireException.class);
        hear(new Begin());
    }

    @Test
    void shouldTakeNoWishForTheManifestAfterwards() throws WireException {
        bringTo(State.LISTENING);
        hear(HELD_0);

        assertThatThrownBy(() -> hear(new NeedManifest())).isInstanceOf(WireException.class);
    }

    @Test
    void shouldHearOfChunksInOrderOnly() throws WireException {
        bringTo(State.LISTENING);
        hear(held(1, 1));
        assertThatThrownBy(() -> hear(held(1, 1))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> hear(HELD_0)).isInstanceOf(WireException.class);
        hear(new Unwanted(0, 1));
        assertThatThrownBy(() -> hear(new Unwanted(0, 1))).isInstanceOf(WireException.class);
        hear(held(2, 2));
        hear(new Begin());

        assertThat(sender.state()).isEqualTo(State.FINISHING);
        assertThat(sender.bytesHad()).isEqualTo(OFFER.bytes());
    }

    @Test
    void shouldSendOnlyWhatIsMissing() throws WireException {
        bringTo(State.LISTENING);
        hear(HELD_0);
        hear(new Unwanted(2, 1));
        hear(new Begin());

        assertThat(sender.takeNext()).isEqualTo(1);
        assertThat(sender.takeNext()).isEqualTo(3);
        assertThat(sender.takeNext()).isEqualTo(TransferSender.NONE);
        assertThat(sender.bytesHad()).isEqualTo(2 * Chunk.MAX_BYTES);
        write(1);
        write(3);
        hear(new Got(3));
        hear(new Got(1));
        sender.onFrame(new Done(ID, digestOf(0, 1, 3), false));
        assertThat(sender.end()).isEqualTo(TransferEnd.done(new Done(ID, digestOf(0, 1, 3), false), true));
        assertThat(sender.bytesBefore()).isEqualTo(2 * Chunk.MAX_BYTES);
    }

    @Test
    void shouldNotTakeForThereBeforeWhatWentByTheConnectionBefore() throws WireException {
        bringTo(State.SENDING);
        assertThat(sender.bytesBefore()).isZero();
        write(sender.takeNext());
        sender.onAttached();
        hear(HELD_0);
        hear(new Begin());

        assertThat(sender.bytesHad()).isEqualTo(Chunk.MAX_BYTES);
        assertThat(sender.bytesBefore()).isZero();
    }

    @Test
    void shouldSendACorruptChunkNextAndThreeTimesAtMost() throws WireException {
        bringTo(State.SENDING);
        write(sender.takeNext());
        hear(new Resend(0));
        assertThat(sender.takeNext()).isZero();
        write(0);
        hear(new Resend(0));
        assertThatThrownBy(() -> hear(new Resend(0))).as("not on its way").isInstanceOf(WireException.class);
        assertThat(sender.takeNext()).isZero();
        write(0);

        assertThatThrownBy(() -> hear(new Resend(0))).isInstanceOf(WireException.class);
        hear(new Got(0));
        assertThat(sender.takeNext()).isEqualTo(1);
    }

    @Test
    void shouldTakeAnAnswerOnceOnlyAndNotBeforeTheChunkIsWritten() throws WireException {
        bringTo(State.SENDING);
        sender.begin(sender.takeNext(), TransferPair.digestOf(0));
        sender.onWritten(Chunk.MAX_BYTES - 1, 0);
        assertThatThrownBy(() -> hear(new Got(0))).isInstanceOf(WireException.class);
        sender.onWritten(1, 0);
        hear(new Got(0));

        assertThatThrownBy(() -> hear(new Got(0))).isInstanceOf(WireException.class);
        assertThat(sender.bytesHad()).isEqualTo(Chunk.MAX_BYTES);
        assertThat(sender.bytesPerSecond(0)).isPositive();
    }

    @Test
    void shouldWriteNoMoreThanTheCreditUntilTheReceiverAnswers() throws WireException {
        bringTo(State.SENDING);
        write(sender.takeNext());
        sender.begin(sender.takeNext(), TransferPair.digestOf(1));
        long more = 0;
        for (int piece = sender.mayWrite(0); piece > 0; piece = sender.mayWrite(0)) {
            sender.onWritten(piece, 0);
            more += piece;
        }

        assertThat(more).isEqualTo(Credit.LEAST - Chunk.MAX_BYTES);
        assertThat(sender.untilMayWrite(0)).isEqualTo(Long.MAX_VALUE);
        hear(new Got(0));
        assertThat(sender.mayWrite(0)).isPositive();
        assertThat(sender.untilMayWrite(0)).isZero();
    }

    @Test
    void shouldWaitForThePace() throws WireException {
        TransferSender slow = new TransferSender(OFFER, 10_000, 0);
        slow.onFrame(new Accept(ID));
        slow.onAttached();
        slow.onBulkFrame(new Begin(), 0);
        slow.begin(slow.takeNext(), TransferPair.digestOf(0));
        slow.onWritten(slow.mayWrite(0), 0);

        assertThat(slow.mayWrite(0)).isZero();
        assertThat(slow.untilMayWrite(0)).isPositive().isLessThan(1_000_000_000);
        assertThat(slow.mayWrite(slow.untilMayWrite(0))).isPositive();
    }

    @Test
    void shouldStopAfterTheChunkItIsInWhileEitherSideWantsToWait() throws WireException {
        bringTo(State.SENDING);
        sender.begin(sender.takeNext(), TransferPair.digestOf(0));
        assertThat(sender.pause(true)).isEqualTo(new Pause(ID));
        assertThat(sender.pause(true)).isNull();
        sender.onFrame(new Pause(ID));
        assertThat(sender.mayWrite(0)).isPositive();
        finishChunk();
        assertThat(sender.mayBegin()).isFalse();
        assertThat(sender.pause(false)).isEqualTo(new Proceed(ID));
        assertThat(sender.mayBegin()).isFalse();
        assertThat(sender.isPaused()).isTrue();
        sender.onFrame(new Proceed(ID));

        assertThat(sender.mayBegin()).isTrue();
    }

    @Test
    void shouldBeginAnewWithAnotherConnection() throws WireException {
        bringTo(State.SENDING);
        write(sender.takeNext());
        sender.begin(sender.takeNext(), TransferPair.digestOf(1));
        sender.onWritten(5, 0);
        hear(new Got(0));
        sender.onLost();
        assertThat(sender.takeNext()).isEqualTo(TransferSender.NONE);
        assertThat(sender.mayWrite(0)).isZero();
        sender.onAttached();
        assertThatThrownBy(() -> hear(new Got(1))).isInstanceOf(WireException.class);
        hear(HELD_0);
        hear(new Begin());

        assertThat(sender.mayBegin()).isTrue();
        assertThat(sender.takeNext()).isEqualTo(1);
        assertThat(sender.bytesHad()).isEqualTo(Chunk.MAX_BYTES);
    }

    @Test
    void shouldBeDoneAlthoughTheLastAnswersWereLost() throws WireException {
        bringTo(State.SENDING);
        for (int n = 0; n < 4; n++) {
            write(sender.takeNext());
            if (n < 3) {
                hear(new Got(n));
            }
        }
        sender.onLost();
        sender.onAttached();
        Done done = new Done(ID, digestOf(0, 1, 2, 3), true);
        sender.onFrame(done);

        assertThat(sender.end()).isEqualTo(TransferEnd.done(done, true));
        assertThat(sender.bytesHad()).isEqualTo(OFFER.bytes());
    }

    @Test
    void shouldKnowTheDigestsAsTheLatestConnectionHasSaidThem() throws WireException {
        bringTo(State.LISTENING);
        hear(held(2, 1));
        sender.onLost();
        sender.onAttached();
        hear(held(1, 3));
        hear(new Begin());
        write(sender.takeNext());
        hear(new Got(0));
        Done done = new Done(ID, digestOf(0, 1, 2, 3), true);
        sender.onFrame(done);

        assertThat(sender.end()).isEqualTo(TransferEnd.done(done, true));
    }

    /** It had everything before, from another process; what it says on the connection may come later, or never. */
    @Test
    void shouldBeDoneBeforeItHearsThatNothingIsMissing() throws WireException {
        bringTo(State.LISTENING);
        Done done = new Done(ID, TransferPair.digestOf(9), true);
        sender.onFrame(done);

        assertThat(sender.end()).isEqualTo(TransferEnd.done(done, true));
        assertThat(sender.bytesHad()).isEqualTo(OFFER.bytes());
    }

    @Test
    void shouldFailWhenTheReceiverHasSomethingElse() throws WireException {
        bringTo(State.FINISHING);
        sender.onFrame(WRONG);

        assertThat(sender.end()).isNotNull();
        assertThat(sender.end().fault()).isEqualTo(TransferFault.CORRUPT);
    }

    @Test
    void shouldEndOnceAndSayWhy() throws WireException {
        bringTo(State.SENDING);
        assertThat(sender.cancel(TransferFault.SOURCE_CHANGED, "grown"))
                .isEqualTo(new Cancel(ID, TransferFault.SOURCE_CHANGED, "grown"));
        sender.onFrame(new Cancel(ID, TransferFault.NO_SPACE, "full"));
        sender.onSessionEnd("gone");

        assertThat(sender.cancel(TransferFault.CANCELLED, "")).isNull();
        assertThat(sender.pause(true)).isNull();
        assertThat(sender.end()).isEqualTo(TransferEnd.failed(TransferFault.SOURCE_CHANGED, "grown", false));
    }

    @Test
    void shouldFailForThePeersReason() throws WireException {
        sender.onFrame(new Cancel(ID, TransferFault.TOO_LARGE, "no"));

        assertThat(sender.end()).isEqualTo(TransferEnd.failed(TransferFault.TOO_LARGE, "no", true));
    }

    @Test
    void shouldEndWithTheSession() {
        sender.onSessionEnd("gone");

        assertThat(sender.end()).isEqualTo(TransferEnd.failed(TransferFault.SESSION_ENDED, "gone", false));
    }

    @Test
    void shouldNotBeToldWhatIsNotTrue() throws WireException {
        assertThatIllegalStateException().isThrownBy(sender::onAttached);
        bringTo(State.SENDING);
        assertThatIllegalStateException().isThrownBy(() -> sender.onWritten(1, 0));
        sender.begin(sender.takeNext(), TransferPair.digestOf(0));
        assertThatIllegalStateException().isThrownBy(() -> sender.begin(1, TransferPair.digestOf(1)));
        assertThatIllegalStateException().isThrownBy(() -> sender.onWritten(Chunk.MAX_BYTES + 1, 0));
    }

    private void bringTo(State state) throws WireException {
        if (state == State.OFFERED) {
            return;
        }
        sender.onFrame(new Accept(ID));
        if (state != State.CONNECTING) {
            sender.onAttached();
        }
        switch (state) {
            case OFFERED, CONNECTING, LISTENING -> {}
            case SENDING -> hear(new Begin());
            case FINISHING -> {
                hear(held(0, 4));
                hear(new Begin());
            }
            case OVER -> sender.onFrame(new Cancel(ID, TransferFault.CANCELLED, ""));
        }
    }

    private void happen(String what) throws WireException {
        switch (what) {
            case "ACCEPT" -> sender.onFrame(new Accept(ID));
            case "CANCEL" -> sender.onFrame(new Cancel(ID, TransferFault.CANCELLED, ""));
            case "PAUSE" -> sender.onFrame(new Pause(ID));
            case "DONE" -> sender.onFrame(WRONG);
            case "OFFER" -> sender.onFrame(OFFER);
            case "NEED_MANIFEST" -> hear(new NeedManifest());
            case "HELD" -> hear(HELD_0);
            case "HELD_ALL" -> hear(held(0, 4));
            case "HELD_OUTSIDE" -> hear(held(3, 2));
            case "HELD_NEGATIVE" -> hear(held(-1, 1));
            case "UNWANTED" -> hear(new Unwanted(1, 3));
            case "UNWANTED_NONE" -> hear(new Unwanted(1, 0));
            case "UNWANTED_MANY" -> hear(new Unwanted(1, Long.MAX_VALUE));
            case "BEGIN" -> hear(new Begin());
            case "GOT" -> hear(new Got(0));
            case "RESEND" -> hear(new Resend(0));
            case "CHUNK" -> hear(new Chunk(0, TransferPair.digestOf(0), Octets.of(new byte[1])));
            case "MANIFEST" -> hear(new Manifest(Octets.of(new byte[1])));
            case "LOST" -> sender.onLost();
            default -> throw new AssertionError(what);
        }
    }

    private void hear(Frame frame) throws WireException {
        sender.onBulkFrame((BulkFrame) frame, 0);
    }

    private void write(long number) {
        sender.begin(number, TransferPair.digestOf(number));
        finishChunk();
    }

    private void finishChunk() {
        for (int piece = sender.mayWrite(0); piece > 0; piece = sender.mayWrite(0)) {
            sender.onWritten(piece, 0);
        }
    }

    private static Held held(long first, int count) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (long n = first; n < first + count; n++) {
            digests.writeBytes(TransferPair.digestOf(n).toByteArray());
        }
        return new Held(first, Octets.of(digests.toByteArray()));
    }

    private static Bytes32 digestOf(long... numbers) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (long number : numbers) {
            digests.writeBytes(TransferPair.digestOf(number).toByteArray());
        }
        try {
            return Bytes32.of(MessageDigest.getInstance("SHA-256").digest(digests.toByteArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
