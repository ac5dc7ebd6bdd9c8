package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files that peers offer: takes them, refuses them, or keeps them until a person has decided. Any thread. */
final class Offers {

    /** More than so many wait for nobody: what peers can fill is bounded. */
    private static final int MOST_WAITING = 100;

    private static final String NOBODY = "no files are taken here (--accept)";

    private Acceptance acceptance;
    private final ReceivePolicy policy;
    private final Output output;
    private final Transfers transfers;
    private final Function<OfferedFiles, String> objection;
    private final BiConsumer<OfferedFiles, CompletableFuture<TransferResult>> onTaken;
    private final SortedMap<Integer, Waiting> waiting = new TreeMap<>();

    /** As many as there are, of whatever kind. */
    Offers(Acceptance acceptance, ReceivePolicy policy, Output output, Transfers transfers) {
        this(acceptance, policy, output, transfers, files -> "", (files, transfer) -> {});
    }

    /**
     * @param objection why files cannot be taken now, whoever may want them; empty if they can
     * @param onTaken is told of each transfer before it begins, and how it will end
     */
    Offers(
            Acceptance acceptance,
            ReceivePolicy policy,
            Output output,
            Transfers transfers,
            Function<OfferedFiles, String> objection,
            BiConsumer<OfferedFiles, CompletableFuture<TransferResult>> onTaken) {
        this.acceptance = acceptance;
        this.policy = policy;
        this.output = output;
        this.transfers = transfers;
        this.objection = objection;
        this.onTaken = onTaken;
    }

    /** From now on decides of what comes by a session. */
    void listenTo(Session session, String name) {
        session.onOffer(offer -> onOffer(session.id(), name, offer));
    }

    /**
     * Somebody offers files.
     *
     * @param from the name of who does
     */
    synchronized void onOffer(SessionId session, String from, Offer offer) {
        waiting.values().removeIf(before -> before.isSame(session, offer));
        boolean isPossible = objection.apply(offer.files()).isEmpty();
        if (acceptance == Acceptance.ASK && isPossible && waiting.size() < MOST_WAITING) {
            await(new Waiting(session, from, offer));
            return;
        }
        output.fileOffer(session, from, offer.files(), 0);
        if (acceptance == Acceptance.ALL || !isPossible) {
            take(transfers.nextNumber(), from, offer);
        } else {
            refuse(from, offer, NOBODY);
        }
    }

    private void await(Waiting one) {
        int number = transfers.nextNumber();
        waiting.put(number, one);
        output.fileOffer(one.session, one.from, one.offer.files(), number);
        var unused = one.offer.whenWithdrawn().thenAccept(why -> onWithdrawn(one, why));
    }

    private synchronized void onWithdrawn(Waiting one, TransferException why) {
        if (waiting.values().remove(one)) {
            sayNothingCame(one.from, one.offer, why.fault(), String.valueOf(why.getMessage()));
        }
    }

    /** Nobody can be asked any more: what waits is refused, and what is offered from now on too. */
    synchronized void onNobodyAsks() {
        if (acceptance == Acceptance.ASK) {
            acceptance = Acceptance.NONE;
            waiting.values().forEach(one -> refuse(one.from, one.offer, NOBODY));
            waiting.clear();
        }
    }

    /**
     * A person takes what was offered.
     *
     * @param number which; 0 for the one that waits, if it is the only one
     * @return what is wrong with that number, if anything is
     */
    synchronized Optional<String> accept(int number) {
        return decide(number, "/accept", (which, one) -> take(which, one.from, one.offer));
    }

    /** A person does not want it. */
    synchronized Optional<String> refuse(int number) {
        return decide(number, "/refuse", (which, one) -> refuse(one.from, one.offer, "it was refused"));
    }

    private Optional<String> decide(int number, String command, BiConsumer<Integer, Waiting> decision) {
        if (waiting.isEmpty()) {
            return Optional.of("nothing is offered");
        } else if (number == 0 && waiting.size() > 1) {
            return Optional.of("several things are offered: say which, " + command + " " + waiting.firstKey() + " to "
                    + waiting.lastKey());
        }
        int which = number == 0 ? waiting.firstKey() : number;
        Waiting one = waiting.remove(which);
        if (one == null) {
            return Optional.of("nothing is offered by the number " + number);
        }
        decision.accept(which, one);
        return Optional.empty();
    }

    private void take(int number, String from, Offer offer) {
        String why = objection.apply(offer.files());
        if (why.isEmpty()) {
            CompletableFuture<TransferResult> end = new CompletableFuture<>();
            onTaken.accept(offer.files(), end);
            var unused = transfers
                    .follow(number, offer.accept(policy), true, from)
                    .whenComplete((result, failed) -> complete(end, result, failed));
        } else {
            refuse(from, offer, why);
        }
    }

    private static void complete(
            CompletableFuture<TransferResult> end, @Nullable TransferResult result, @Nullable Throwable failed) {
        if (result != null) {
            end.complete(result);
        } else if (failed != null) {
            end.completeExceptionally(failed);
        }
    }

    private void refuse(String from, Offer offer, String why) {
        offer.decline(why);
        sayNothingCame(from, offer, TransferFault.DECLINED, why);
    }

    private void sayNothingCame(String from, Offer offer, TransferFault fault, String why) {
        TransferProgress none = new TransferProgress(
                TransferProgress.State.OVER, 0, offer.files().bytes(), 0);
        output.fileFailed(new Underway(true, from, offer.files(), none), fault, why);
    }

    /** One that nobody has decided of. */
    private record Waiting(SessionId session, String from, Offer offer) {

        /** What is offered again takes the place of what was. */
        boolean isSame(SessionId other, Offer again) {
            return session.equals(other)
                    && offer.files().id().equals(again.files().id());
        }
    }
}
