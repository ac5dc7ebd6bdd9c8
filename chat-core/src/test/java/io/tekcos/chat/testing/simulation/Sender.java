package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Text;
import java.nio.ByteBuffer;

/** Sends a side's texts, each by the path that it can take, as the sender of a session does. */
final class Sender {

    /** A text that begins so may be answered. */
    static final String QUESTION = "?";

    /** A type that nobody has given a meaning: it may be skipped, and counts. */
    private static final byte UNKNOWN_SEQUENCED = (byte) 0xee;

    private final Side side;
    private final Ledger sends;
    private final World world;

    Sender(Side side, Ledger sends, World world) {
        this.side = side;
        this.sends = sends;
        this.world = world;
    }

    /** Returns whether the text, all ASCII, was accepted. */
    boolean send(String text, Via via, boolean fallBack) {
        int most = via == Via.UDP ? Limits.MAX_DATAGRAM_TEXT_BYTES : Limits.MAX_COPY_TEXT_BYTES;
        boolean upAndFit = side.datagrams().path().state() == PathState.UP && text.length() <= most;
        if (via == Via.TCP) {
            return sendByStream(text, Via.TCP);
        }
        if (!upAndFit) {
            return fallBack(fallBack) && sendByStream(text, Via.TCP);
        }
        return via == Via.UDP ? sendByUdp(text) : sendByStream(text, Via.BOTH);
    }

    /** Sends a frame of a type that the peer does not know; returns whether it was accepted. */
    boolean sendUnknownFrame(int bodyBytes) {
        if (side.hasOutbox()) {
            return false; // there are only texts in it
        }
        byte[] frame = new byte[Frame.HEADER_BYTES + bodyBytes];
        ByteBuffer.wrap(frame).putInt(frame.length - Integer.BYTES).put(UNKNOWN_SEQUENCED);
        boolean accepted = sendNoText(frame);
        world.happenings().addIf(accepted, Happening.UNKNOWN_FRAME);
        return accepted;
    }

    /** Sends what is said of a transfer; returns whether it was accepted. */
    boolean send(Frame frame) {
        return sendNoText(frame.toBytes());
    }

    private boolean sendNoText(byte[] frame) {
        Sent sent = sends.newText(Via.TCP, "", frame.length);
        sent.skipped = true;
        long position = side.stream().outbound().append(frame, false, sent);
        judge(sent, position);
        if (position > 0) {
            trace(sent);
            side.wake();
        }
        return position > 0;
    }

    private void judge(Sent sent, long answer) {
        if (side == world.client() || side == world.server()) {
            sends.judgeAnswer(sent, answer);
        } else {
            sends.judgeLateAnswer(answer);
        }
    }

    private boolean fallBack(boolean allowed) {
        world.happenings().add(allowed ? Happening.FELL_BACK : Happening.REFUSED_NOT_UP);
        return allowed;
    }

    private boolean sendByUdp(String text) {
        if (!side.datagrams().hasRoom() || side.ended() != null) {
            return false;
        }
        Sent sent = sends.newText(Via.UDP, text, text.length());
        side.datagrams().offer(sent);
        world.happenings().add(Happening.TEXT_BY_UDP);
        trace(sent);
        side.wake();
        return true;
    }

    private boolean sendByStream(String text, Via via) {
        if (via == Via.BOTH && !side.datagrams().hasRoom()) {
            return false;
        }
        Sent sent = sends.newText(via, text, Text.OVERHEAD + text.length());
        long position = side.stream().outbound().append(sent.id, 0, text, text.length(), via == Via.BOTH, sent);
        judge(sent, position);
        if (position > 0) {
            onAppended(sent);
        }
        return position > 0;
    }

    private void onAppended(Sent sent) {
        if (sent.via == Via.BOTH) {
            side.datagrams().offer(sent);
        }
        world.happenings().add(sent.via == Via.BOTH ? Happening.TEXT_BY_BOTH : Happening.TEXT_BY_TCP);
        trace(sent);
        side.wake();
    }

    private void trace(Sent sent) {
        if (world.trace().isOn()) {
            world.trace().add(side, "sends " + sent + " (" + sent.bytes + " bytes)");
        }
    }
}
