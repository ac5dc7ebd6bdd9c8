package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come: a datagram or a {@link WireException}, and nothing else. */
class DatagramFuzzTest {

    @FuzzTest
    void read(byte[] input) throws WireException {
        Datagram datagram = readOrNull(input);
        if (datagram == null) {
            return;
        }
        ByteBuf header = Unpooled.wrappedBuffer(input);
        assertThat(datagram.type()).isEqualTo(header.readUnsignedByte());
        assertThat(datagram.id()).isEqualTo(header.readLong());
        assertThat(datagram.number()).isEqualTo(header.readLong());
        byte[] written = WireBytes.bytesOf(datagram);
        assertThat(Datagram.read(written, written.length)).isEqualTo(datagram);
    }

    private static @Nullable Datagram readOrNull(byte[] input) {
        try {
            return Datagram.read(input, input.length);
        } catch (WireException expected) {
            return null;
        }
    }
}
