package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames and datagrams as bytes, and the ways a network may cut them. */
final class Bytes {

    private Bytes() {}

    static byte[] of(Frame... frames) {
        ByteBuf out = Unpooled.buffer();
        for (Frame frame : frames) {
            frame.write(out);
        }
        return ByteBufUtil.getBytes(out);
    }

    static byte[] of(Datagram datagram) {
        ByteBuf out = Unpooled.buffer();
        datagram.write(out);
        return ByteBufUtil.getBytes(out);
    }

    static byte[] concat(byte[]... parts) {
        ByteBuf out = Unpooled.buffer();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return ByteBufUtil.getBytes(out);
    }

    /** Whole, one byte at a time, and cut in two at every boundary. */
    static List<byte[][]> everyCut(byte[] bytes) {
        List<byte[][]> cuts = new ArrayList<>();
        cuts.add(new byte[][] {bytes});
        cuts.add(singly(bytes));
        for (int at = 1; at < bytes.length; at++) {
            cuts.add(new byte[][] {Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)});
        }
        return cuts;
    }

    static byte[][] singly(byte[] bytes) {
        byte[][] singles = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            singles[i] = new byte[] {bytes[i]};
        }
        return singles;
    }
}
