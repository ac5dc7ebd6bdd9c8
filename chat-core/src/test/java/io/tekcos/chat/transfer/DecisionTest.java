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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final OfferId ID = new OfferId(new TransferId(1, 2), 1);
    private static final Cancel CANCEL = new Cancel(ID, TransferFault.CANCELLED, "no more");

    private final NotedPort port = new NotedPort();
    private final List<io.tekcos.chat.file.Offer> offers = new ArrayList<>();
    private final TransferDesk desk = new TransferDesk(port);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void shouldSayThatItsSenderHasCancelledItWhenNobodyHasDecided() {
        CompletableFuture<TransferException> withdrawn = offered().whenWithdrawn();
        assertThat(withdrawn).isNotDone();
        desk.onFrame(CANCEL);

        assertThat(soon(withdrawn).fault()).isEqualTo(TransferFault.CANCELLED);
        assertThat(soon(withdrawn)).hasMessage("The peer says: no more");
    }

    @Test
    void shouldSayThatTheSessionIsOverEvenToWhoAsksLater() {
        io.tekcos.chat.file.Offer offer = offered();
        desk.onSessionEnd("it is over");

        assertThat(soon(offer.whenWithdrawn()).fault()).isEqualTo(TransferFault.SESSION_ENDED);
    }

    @Test
    void shouldNotCountWhatWasDeclinedAsWithdrawn() {
        io.tekcos.chat.file.Offer offer = offered();
        CompletableFuture<TransferException> withdrawn = offer.whenWithdrawn();
        offer.decline("not wanted");
        port.run();
        desk.onFrame(CANCEL);

        assertThat(port.told).singleElement().isInstanceOf(Cancel.class);
        assertThat(withdrawn).isNotDone();
    }

    private io.tekcos.chat.file.Offer offered() {
        port.offerListener = new OfferListener(offers::add, null);
        desk.onFrame(new Offer(ID, 1, 10, 30, Bytes32.of(new byte[Bytes32.LENGTH]), "notes.txt"));
        return offers.get(0);
    }

    /** The end of a transfer is said by a thread of the disk's. */
    private static TransferException soon(CompletableFuture<TransferException> withdrawn) {
        return withdrawn.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
