package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Decline;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.TransferFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final TransferId ID = new TransferId(1, 2);
    private static final Cancel CANCEL = new Cancel(ID, TransferFault.CANCELLED, "no more");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<TransferFrame> told = new ArrayList<>();
    private final List<io.tekcos.chat.file.Offer> offers = new ArrayList<>();
    private final TransferDesk desk = new TransferDesk(new Port());

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
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
        channel.runPendingTasks();
        desk.onFrame(CANCEL);

        assertThat(told).singleElement().isInstanceOf(Decline.class);
        assertThat(withdrawn).isNotDone();
    }

    private io.tekcos.chat.file.Offer offered() {
        desk.onOffer(offers::add, null);
        desk.onFrame(new Offer(ID, 1, 10, 30, Bytes32.of(new byte[Bytes32.LENGTH]), "notes.txt"));
        return offers.get(0);
    }

    /** The end of a transfer is said by a thread of the disk's. */
    private static TransferException soon(CompletableFuture<TransferException> withdrawn) {
        return withdrawn.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** A session that notes down what is said. */
    private final class Port implements TransferPort {

        @Override
        public EventLoop loop() {
            return channel.eventLoop();
        }

        @Override
        public void tell(TransferFrame frame) {
            told.add(frame);
        }

        @Override
        public boolean opensConnections() {
            return false;
        }

        @Override
        public void connect(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {}

        @Override
        public void handOver(Channel handed, BulkHandler handler) {}

        @Override
        public long roundTrip() {
            return 0;
        }
    }
}
