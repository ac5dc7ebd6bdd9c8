package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final SessionId ANN = new SessionId(0, 1);
    private static final SessionId BOB = new SessionId(0, 2);
    private static final ReceivePolicy POLICY = ReceivePolicy.into(Path.of("downloads"));

    private final List<String> shown = new ArrayList<>();
    private final List<CompletableFuture<TransferResult>> taken = new ArrayList<>();
    private final Output output = new PeopleOutput(shown::add, shown::add, Colours.OFF, false);
    private final Transfers transfers = new Transfers(output, Runnable::run);
    private final Offers offers = offers(Acceptance.ASK);
    private final FakeOffer first = offer(1);
    private final FakeOffer second = offer(2);

    @Test
    void shouldAskAndTakeWhatAPersonTakes() {
        offers.onOffer(ANN, "a\u001b[2Jnn", first);

        assertThat(shown).containsExactly("a\\u{1b}[2Jnn offers file1 (10 B): /accept 1 or /refuse 1.");
        assertThat(first.accepted).isNull();
        assertThat(offers.accept(0)).isEmpty();
        assertThat(first.accepted).isEqualTo(POLICY);
        first.transfer.complete();
        assertThat(taken)
                .singleElement()
                .satisfies(transfer -> assertThat(transfer).isCompleted());
        assertThat(offers.accept(0)).contains("nothing is offered");
    }

    @Test
    void shouldWantANumberWhenThereAreSeveral() {
        offers.onOffer(ANN, "ann", first);
        offers.onOffer(BOB, "bob", second);

        assertThat(offers.accept(0)).contains("several things are offered: say which, /accept 1 to 2");
        assertThat(offers.refuse(0)).contains("several things are offered: say which, /refuse 1 to 2");
        assertThat(offers.accept(3)).contains("nothing is offered by the number 3");
        assertThat(offers.refuse(2)).isEmpty();
        assertThat(second.declined).isEqualTo("it was refused");
        assertThat(offers.accept(1)).isEmpty();
        assertThat(first.accepted).isNotNull();
    }

    @Test
    void shouldTakeAllIfToldSo() {
        offers(Acceptance.ALL).onOffer(ANN, "ann", first);

        assertThat(shown).containsExactly("ann offers file1 (10 B).");
        assertThat(first.accepted).isEqualTo(POLICY);
        first.transfer.complete();
    }

    @Test
    void shouldTakeNothingIfToldSo() {
        offers(Acceptance.NONE).onOffer(ANN, "ann", first);

        assertThat(first.declined).isEqualTo("no files are taken here (--accept)");
        assertThat(shown).last().isEqualTo("chat: file1 from ann: no files are taken here (--accept)");
    }

    @Test
    void shouldSayThatAnOfferIsWithdrawnAndForgetIt() {
        offers.onOffer(ANN, "ann", first);
        offers.onOffer(BOB, "bob", second);
        first.withdrawn.complete(new TransferException(TransferFault.CANCELLED, "no \u001b more"));

        assertThat(shown).last().isEqualTo("chat: file1 from ann: no \\u{1b} more");
        assertThat(offers.accept(0)).isEmpty();
        assertThat(second.accepted).isNotNull();
        assertThat(first.accepted).isNull();
        second.transfer.complete();
    }

    @Test
    void shouldRefuseAllWhenNobodyAsksAnyMore() {
        offers.onOffer(ANN, "ann", first);
        offers.onNobodyAsks();
        offers.onOffer(BOB, "bob", second);

        assertThat(first.declined).isEqualTo("no files are taken here (--accept)");
        assertThat(second.declined).isEqualTo(first.declined);
        assertThat(offers.accept(0)).contains("nothing is offered");
    }

    @Test
    void shouldGoOnTakingAllWhenNobodyAsks() {
        Offers all = offers(Acceptance.ALL);
        all.onNobodyAsks();
        all.onOffer(ANN, "ann", first);

        assertThat(first.accepted).isNotNull();
        first.transfer.complete();
    }

    @Test
    void shouldKeepOneOfWhatIsOfferedAgain() {
        FakeOffer again = offer(1);
        offers.onOffer(ANN, "ann", first);
        offers.onOffer(ANN, "ann", again);

        assertThat(offers.refuse(0)).isEmpty();
        assertThat(again.declined).isNotNull();
        assertThat(first.declined).isNull();
    }

    @Test
    void shouldRefuseWhatCannotBeTakenWithoutAskingAnybody() {
        Offers picky = new Offers(Acceptance.ASK, POLICY, output, transfers, files -> "one is enough", this::onTaken);
        picky.onOffer(ANN, "ann", first);

        assertThat(first.declined).isEqualTo("one is enough");
        assertThat(picky.accept(0)).isPresent();
    }

    @Test
    void shouldNotLetPeersFillTheMemoryWithOffers() {
        for (int i = 0; i < 100; i++) {
            offers.onOffer(ANN, "ann", offer(10 + i));
        }
        offers.onOffer(ANN, "ann", first);

        assertThat(first.declined).isNotNull();
    }

    private Offers offers(Acceptance acceptance) {
        return new Offers(acceptance, POLICY, output, transfers, files -> "", this::onTaken);
    }

    private void onTaken(OfferedFiles files, CompletableFuture<TransferResult> transfer) {
        taken.add(transfer);
    }

    private static FakeOffer offer(int id) {
        return new FakeOffer(new OfferedFiles(new TransferId(0, id), "file" + id, 1, 10));
    }
}
