package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferDeskTest {

    private static final TransferId ID = new TransferId(1, 2);

    private final NotedPort port = new NotedPort();
    private final List<io.tekcos.chat.file.Offer> offers = new ArrayList<>();
    private final TransferDesk desk = new TransferDesk(port);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void shouldCancelWhatIsUnderWayWhenThePeersProgramWasStartedAgain() {
        offer(1);
        desk.onForgotten();

        assertThat(port.told)
                .singleElement()
                .isInstanceOfSatisfying(
                        Cancel.class, word -> assertThat(word.fault()).isEqualTo(TransferFault.UNKNOWN));
        assertThat(end(offers.get(0)).fault()).isEqualTo(TransferFault.UNKNOWN);
    }

    @Test
    void shouldTakeAnOfferInPlaceOfTheOneThatIsUnderWay() {
        offer(1);
        offer(2);
        assertThat(end(offers.get(0)).fault()).isEqualTo(TransferFault.SESSION_ENDED);

        desk.onFrame(new Cancel(new OfferId(ID, 1), TransferFault.CANCELLED, ""));
        assertThat(offers.get(1).whenWithdrawn()).isNotDone();
        desk.onFrame(new Cancel(new OfferId(ID, 2), TransferFault.CANCELLED, ""));
        assertThat(end(offers.get(1)).fault()).isEqualTo(TransferFault.CANCELLED);
    }

    @Test
    void shouldCancelAnOfferThatNobodyDecidesAbout() {
        desk.onFrame(offerOf(1, 10));

        assertThat(port.told)
                .containsExactly(new Cancel(new OfferId(ID, 1), TransferFault.DECLINED, "this program takes no files"));
    }

    @Test
    void shouldCancelAnOfferThatBreaksTheRulesAndAskNobody() {
        port.offerListener = new OfferListener(offers::add, null);
        desk.onFrame(offerOf(1, -1));

        assertThat(port.told).containsExactly(new Cancel(new OfferId(ID, 1), TransferFault.TOO_LARGE, ""));
        assertThat(offers).isEmpty();
    }

    private void offer(long number) {
        port.offerListener = new OfferListener(offers::add, null);
        desk.onFrame(offerOf(number, 10));
    }

    private static Offer offerOf(long number, long bytes) {
        return new Offer(new OfferId(ID, number), 1, bytes, 30, Bytes32.of(new byte[Bytes32.LENGTH]), "notes.txt");
    }

    /** Said by a thread of the disk's. */
    private static TransferException end(io.tekcos.chat.file.Offer offer) {
        return offer.whenWithdrawn().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
