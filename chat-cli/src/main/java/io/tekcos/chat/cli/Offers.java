package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferFault;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Files that peers offer: takes them, refuses them, or keeps them until a person has decided. Any thread. */
final class Offers {

    /** More than so many wait for nobody: what peers can fill is bounded. */
    private static final int MOST_WAITING = 100;

    private final Acceptance acceptance;
    private final ReceivePolicy policy;
    private final Output output;
    private final Transfers transfers;
    private final Function<OfferedFiles, String> objection;
    private final Consumer<CompletableFuture<TransferResult>> onTaken;
    private final SortedMap<Integer, Waiting> waiting = new TreeMap<>();
    private int last;

    /** As many as there are, of whatever kind. */
    Offers(Acceptance acceptance, ReceivePolicy policy, Output output, Transfers transfers) {
        this(acceptance, policy, output, transfers, files -> "", taken -> {});
    }

    /**
     * @param objection why files cannot be taken now, whoever may want them; empty if they can
     * @param onTaken is told of each transfer that begins
     */
    Offers(
            Acceptance acceptance,
            ReceivePolicy policy,
            Output output,
            Transfers transfers,
            Function<OfferedFiles, String> objection,
            Consumer<CompletableFuture<TransferResult>> onTaken) {
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
        var unused = session.whenClosed().thenRun(() -> forget(session.id()));
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
            waiting.put(++last, new Waiting(session, from, offer));
            output.fileOffer(session, from, offer.files(), last);
            return;
        }
        output.fileOffer(session, from, offer.files(), 0);
        if (acceptance == Acceptance.ALL || !isPossible) {
            take(from, offer);
        } else {
            refuse(from, offer, "no files are taken here (--accept)");
        }
    }

    /** The session is over: what was offered in it can be taken no more. */
    synchronized void forget(SessionId session) {
        waiting.values().removeIf(offer -> offer.session.equals(session));
    }

    /**
     * A person takes what was offered.
     *
     * @param number which; 0 for the one that waits, if it is the only one
     * @return what is wrong with that number, if anything is
     */
    synchronized Optional<String> accept(int number) {
        return decide(number, "/accept", one -> take(one.from, one.offer));
    }

    /** A person does not want it. */
    synchronized Optional<String> refuse(int number) {
        return decide(number, "/refuse", one -> refuse(one.from, one.offer, "it was refused"));
    }

    private Optional<String> decide(int number, String command, Consumer<Waiting> decision) {
        if (waiting.isEmpty()) {
            return Optional.of("nothing is offered");
        } else if (number == 0 && waiting.size() > 1) {
            return Optional.of("several things are offered: say which, " + command + " " + waiting.firstKey() + " to "
                    + waiting.lastKey());
        }
        Waiting one = waiting.remove(number == 0 ? waiting.firstKey() : number);
        if (one == null) {
            return Optional.of("nothing is offered by the number " + number);
        }
        decision.accept(one);
        return Optional.empty();
    }

    private void take(String from, Offer offer) {
        String why = objection.apply(offer.files());
        if (why.isEmpty()) {
            onTaken.accept(transfers.follow(offer.accept(policy), true, from));
        } else {
            refuse(from, offer, why);
        }
    }

    private void refuse(String from, Offer offer, String why) {
        offer.decline(why);
        TransferProgress none = new TransferProgress(
                TransferProgress.State.OVER, 0, offer.files().bytes(), 0);
        output.fileFailed(new Underway(true, from, offer.files(), none), TransferFault.DECLINED, why);
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
