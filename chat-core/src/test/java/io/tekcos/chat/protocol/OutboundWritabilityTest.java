package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;

/** The writable flag: false as soon as the longest text would not fit, true again when half of that room is free. */
class OutboundWritabilityTest {

    private static final int WINDOW = 1024 * 1024;
    private static final int LARGEST_FRAME = Text.OVERHEAD + Limits.MAX_TEXT_BYTES;
    private static final int ROOM = WINDOW - LARGEST_FRAME;
    private static final String LONGEST = "x".repeat(Limits.MAX_TEXT_BYTES);

    private final Outbound<String> outbound = new Outbound<>(WINDOW);

    @Test
    void shouldStayWritableWhileTheLongestTextFits() {
        fillTo(ROOM);

        assertThat(outbound.unacknowledgedBytes()).isEqualTo(ROOM);
        assertThat(outbound.isWritable()).isTrue();
        assertThat(append(LONGEST)).isPositive();
        assertThat(outbound.isWritable()).isFalse();
    }

    @Test
    void shouldNotBeWritableWhenTheLongestTextDoesNotFit() {
        fillTo(ROOM + 1);

        assertThat(outbound.isWritable()).isFalse();
        assertThat(append(LONGEST)).isEqualTo(Outbound.FULL);
        assertThat(append("short")).isPositive();
    }

    @Test
    void shouldBecomeWritableOnlyWhenHalfOfTheRoomIsFree() throws WireException {
        long positions = fillTo(ROOM + 1);
        OutboundBytes.takeTexts(outbound);

        long position = 0;
        while (outbound.unacknowledgedBytes() > ROOM / 2) {
            assertThat(outbound.isWritable()).isFalse();
            outbound.onReceived(++position, text -> {});
        }
        assertThat(outbound.isWritable()).isTrue();
        assertThat(position).isLessThan(positions);
    }

    @Test
    void shouldStayWritableWhenItNeverCeasedToBe() throws WireException {
        fillTo(ROOM);
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, text -> {});

        assertThat(outbound.isWritable()).isTrue();
    }

    @Test
    void shouldBecomeWritableAtExactlyHalfOfTheRoom() throws WireException {
        int half = ROOM / 2;
        fillTo(ROOM + 1 - half);
        long first = lastPosition;
        fillTo(ROOM + 1);
        OutboundBytes.takeTexts(outbound);
        assertThat(outbound.isWritable()).isFalse();

        outbound.onReceived(first, text -> {});
        assertThat(outbound.unacknowledgedBytes()).isEqualTo(half);
        assertThat(outbound.isWritable()).isTrue();
    }

    private long lastPosition;

    /** Appends until exactly so many bytes wait; returns the last position. */
    private long fillTo(long bytes) {
        while (outbound.unacknowledgedBytes() < bytes) {
            long left = bytes - outbound.unacknowledgedBytes();
            int size = (int) (left < 2 * 1000 ? left : 1000);
            assertThat(append("x".repeat(size - Text.OVERHEAD))).isPositive();
            lastPosition++;
        }
        return lastPosition;
    }

    private long append(String text) {
        return OutboundBytes.append(outbound, text);
    }
}
