package io.tekcos.chat.netty;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.wire.Utf8;
import java.util.Locale;

/** Why a text is not accepted for sending, in words that say what to do. */
final class Refusals {

    private Refusals() {}

    static SendRefusedException unfit(int textBytes) {
        return textBytes == Utf8.NOT_UNICODE
                ? new SendRefusedException(
                        Reason.NOT_UNICODE,
                        "The text holds half of a surrogate pair and cannot be written as UTF-8: repair it")
                : new SendRefusedException(
                        Reason.TOO_LONG,
                        "The text is longer than the " + Limits.MAX_TEXT_BYTES
                                + " bytes of UTF-8 that go into one: split it");
    }

    static SendRefusedException full() {
        return new SendRefusedException(
                Reason.BUFFER_FULL,
                "Too much waits to be sent or acknowledged: go on when the session is writable again");
    }

    static SendRefusedException notKept(JournalException broken) {
        return new SendRefusedException(
                Reason.NOT_KEPT, "The outbox cannot keep the text, so it is not sent: " + broken.getMessage());
    }

    static SendRefusedException udpFull() {
        return new SendRefusedException(
                Reason.BUFFER_FULL,
                "Too many texts wait to be sent by UDP: go on when some receipts are there, or send by TCP");
    }

    static SendRefusedException udpNotUp(PathState state) {
        return new SendRefusedException(
                Reason.UDP_NOT_UP,
                "The UDP path is " + state.name().toLowerCase(Locale.ROOT)
                        + " and fall-back is off: wait until it is up, or send by TCP");
    }

    static SendRefusedException bothToSeedPeer() {
        return new SendRefusedException(
                Reason.SEED_PEER,
                "The peer would take the two copies of a text for two texts, and fall-back is off: send it by TCP, or by UDP");
    }

    static SendRefusedException tooLongForDatagram(int textBytes, int most) {
        return new SendRefusedException(
                Reason.TOO_LONG,
                "The text has " + textBytes + " bytes of UTF-8, but a datagram carries at most " + most
                        + " of it and fall-back is off: send it by TCP, or split it");
    }
}
