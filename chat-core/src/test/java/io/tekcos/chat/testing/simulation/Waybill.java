package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.protocol.TransferEnd;
import io.tekcos.chat.wire.Offer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of what is to be brought from one side to the other, however often it is offered, and judges: it ends on both
 * sides, as the same; and little is sent again, for no other reason than that a connection was lost.
 */
final class Waybill {

    private static final int MOST_WRONG_COPIES = 4;

    private final boolean toServer;
    private final Cargo cargo;
    private final Shelf shelf;
    private final Dice dice;
    private final Happenings happenings;
    private final long rate;
    private final double wrong;
    private final Map<Long, Integer> wrongCopies = new HashMap<>();
    private boolean sound;
    private long offers;
    private long written;
    private long kept;
    private long thrownAway;
    private long lost;
    private @Nullable TransferEnd sendersEnd;
    private @Nullable TransferEnd receiversEnd;

    Waybill(boolean toServer, Dice dice, Happenings happenings) {
        this.toServer = toServer;
        this.dice = dice;
        this.happenings = happenings;
        cargo = new Cargo(dice);
        shelf = new Shelf(cargo);
        rate = dice.pick(0, 0, 0, 500_000, 3_000_000);
        wrong = dice.pick(0, 0, 0.1, 0.5);
    }

    boolean isToServer() {
        return toServer;
    }

    Cargo cargo() {
        return cargo;
    }

    Shelf shelf() {
        return shelf;
    }

    /** Bytes a second at most; 0 for no limit. */
    long rate() {
        return rate;
    }

    /** Nothing is read wrong any more. */
    void clearUp() {
        sound = true;
    }

    /** Which byte of the next copy of a chunk is wrong; -1 if none is. */
    int wrongByte(long number, int length) {
        boolean isWrong = !sound && dice.chance(wrong) && wrongCopies.getOrDefault(number, 0) < MOST_WRONG_COPIES;
        if (isWrong) {
            wrongCopies.merge(number, 1, Integer::sum);
        }
        return isWrong ? dice.between(0, length - 1) : -1;
    }

    /** It is offered, once more perhaps. */
    Offer offer() {
        sendersEnd = null;
        receiversEnd = null;
        offers++;
        return cargo.offer(offers);
    }

    void onWritten(int bytes) {
        written += bytes;
    }

    void onJudged(int bytes, boolean right) {
        kept += right ? bytes : 0;
        thrownAway += right ? 0 : bytes;
    }

    /** So much was on its way by a connection that is lost. */
    void onLost(long bytes) {
        lost += bytes;
    }

    /** So much was kept, and is not there any more. */
    void onForgotten(long bytes) {
        kept -= bytes;
        lost += bytes;
    }

    void onEnd(FileEnd of, TransferEnd how) {
        require((how.done() == null) != (how.fault() == null), "ends as " + how);
        if (of.offer().id().number() == offers) { // else it is the end of what was offered before
            note(of, how);
        }
        if (how.done() != null) {
            happenings.add(of instanceof SendingEnd ? Happening.SENDER_DONE : Happening.RECEIVER_DONE);
            shelf.finish();
        }
        if (of instanceof SendingEnd && how.done() != null) {
            judgeWhatWasSentAgain();
        }
    }

    private void note(FileEnd of, TransferEnd how) {
        if (of instanceof SendingEnd) {
            sendersEnd = how;
        } else {
            receiversEnd = how;
        }
    }

    private void judgeWhatWasSentAgain() {
        long again = written - kept - thrownAway;
        require(again >= 0 && again <= lost, again + " bytes were sent again, and " + lost + " were lost");
        happenings.addIf(again > 0, Happening.BYTES_SENT_AGAIN);
    }

    /** Whether the person who offers it has nothing more to do about it: it is there, or somebody did not want it. */
    boolean isSettled() {
        return sendersEnd != null
                && receiversEnd != null
                && (sendersEnd.done() != null || isFinal(sendersEnd.fault()) || isFinal(receiversEnd.fault()));
    }

    /** Whether it makes no sense to offer it again. */
    static boolean isFinal(@Nullable TransferFault fault) {
        return fault == TransferFault.CANCELLED || fault == TransferFault.DECLINED;
    }

    /** Both sides have had time enough. */
    void judgeAtRest() {
        require(isSettled(), "does not come to an end: " + sendersEnd + ", " + receiversEnd);
        TransferEnd sender = sendersEnd;
        TransferEnd receiver = receiversEnd;
        boolean isDone = receiver != null && receiver.done() != null;
        boolean knows = sender != null && (sender.done() != null || sender.fault() == TransferFault.CANCELLED);
        require(!isDone || knows, "is done, and its sender knows of " + sender);
        require(isDone || sender == null || sender.done() == null, "is not done, and its sender was told so");
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError((toServer ? "the client's" : "the server's") + " files: " + otherwise);
        }
    }
}
