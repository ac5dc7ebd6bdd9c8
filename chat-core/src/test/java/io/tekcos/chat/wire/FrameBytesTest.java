package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every frame, against hexadecimal written by hand from the drawings. */
class FrameBytesTest {

    private static final PeerLimits LIMITS = new PeerLimits(0x20000, 0x100000, 1200);

    static Stream<Arguments> frames() {
        SessionId session = new SessionId(0x0123456789abcdefL, 0xfedcba9876543210L);
        TransferId transfer = new TransferId(0x1122334455667788L, 0x99aabbccddeeff00L);
        OfferId offer = new OfferId(transfer, 0x0102030405060708L);
        return Stream.of(
                arguments(
                        new Ack(1, 1, bytes32(NONCE_HEX), 2000, LIMITS),
                        "00000034 01 61636b 0001 0001" + NONCE_HEX + "07d0 00020000 00100000 04b0"),
                arguments(
                        new Ack(0, 65535, bytes32(NONCE_HEX), 0, new PeerLimits(0xffffffffL, 0x80000000L, 65535)),
                        "00000034 01 61636b 0000 ffff" + NONCE_HEX + "0000 ffffffff 80000000 ffff"),
                arguments(
                        new Join(1, session, bytes32(SECRET_HEX), "Ann", LIMITS),
                        "00000045 02 544b4353 0001 0123456789abcdef fedcba9876543210" + SECRET_HEX
                                + "03 416e6e 00020000 00100000 04b0"),
                arguments(
                        new Resume(1, session, 0xfffffffeL, bytes32(NONCE_HEX), 5, bytes32(SECRET_HEX)),
                        "00000063 03 544b4353 0001 0123456789abcdef fedcba9876543210 fffffffe" + NONCE_HEX
                                + "0000000000000005" + SECRET_HEX),
                arguments(
                        new Resume(1, session, 1, bytes32(NONCE_HEX), 0),
                        "00000063 03 544b4353 0001 0123456789abcdef fedcba9876543210 00000001" + NONCE_HEX
                                + "0000000000000000" + "00".repeat(32)),
                arguments(new Welcome(0x8000000000000001L, "B\u00e4r"), "0000000e 05 8000000000000001 04 42c3a472"),
                arguments(
                        new Resumed(0x8000000000000001L, 5, 9, "B\u00e4r", bytes32(SECRET_HEX)),
                        "0000003e 06 8000000000000001 0000000000000005 0000000000000009 04 42c3a472" + SECRET_HEX),
                arguments(
                        new Resumed(-1, -1, -1, "a"),
                        "0000003b 06 ffffffffffffffff ffffffffffffffff ffffffffffffffff 01 61" + "00".repeat(32)),
                arguments(new Refused(1, 3_000_000_000L, "full"), "0000000d 07 0001 b2d05e00 0004 66756c6c"),
                arguments(new Refused(65535, 0, ""), "00000009 07 ffff 00000000 0000"),
                arguments(
                        new Refused(9, 0, "over", new Epitaph(5, true, bytes32(SECRET_HEX))),
                        "00000036 07 0009 00000000 0004 6f766572 0000000000000005 01" + SECRET_HEX),
                arguments(
                        new Refused(9, 0, "", new Epitaph(-1, false)),
                        "00000032 07 0009 00000000 0000 ffffffffffffffff 00" + "00".repeat(32)),
                arguments(new Refused(9, 0, "over"), "0000000d 07 0009 00000000 0004 6f766572"),
                arguments(
                        new Text(0x0102030405060708L, 7, "\uc548\ub155", false),
                        "00000013 41 0102030405060708 00000007 ec9588 eb8595"),
                arguments(new Text(-1, -1, "", false), "0000000d 41 ffffffffffffffff ffffffff"),
                arguments(
                        new Text(0x0102030405060708L, 7, "\uc548\ub155", true),
                        "00000013 42 0102030405060708 00000007 ec9588 eb8595"),
                arguments(new Text(-1, -1, "", true), "0000000d 42 ffffffffffffffff ffffffff"),
                arguments(new Received(5), "00000009 10 0000000000000005"),
                arguments(new Bye(0, "", 9), "0000000d 11 0000 0000 0000000000000009"),
                arguments(new Bye(1, "\u00fc", 1), "0000000f 11 0001 0002 c3bc 0000000000000001"),
                arguments(new Member(7, "B\u00e4r"), "0000000a c3 00000007 04 42c3a472"),
                arguments(new Member(-1, "a"), "00000007 c3 ffffffff 01 61"),
                arguments(new Left(7), "00000005 c4 00000007"),
                arguments(new Left(-1), "00000005 c4 ffffffff"),
                arguments(new Ping(0x0102030405060708L), "00000009 12 0102030405060708"),
                arguments(new Ping(-1), "00000009 12 ffffffffffffffff"),
                arguments(new Pong(0x0102030405060708L), "00000009 13 0102030405060708"),
                arguments(new Pong(0), "00000009 13 0000000000000000"),
                arguments(
                        new Attach(1, session, transfer, bytes32(NONCE_HEX), bytes32(SECRET_HEX)),
                        "00000067 04 544b4353 0001 0123456789abcdef fedcba9876543210 1122334455667788 99aabbccddeeff00"
                                + NONCE_HEX + SECRET_HEX),
                arguments(new Attached(bytes32(SECRET_HEX)), "00000021 08" + SECRET_HEX),
                arguments(
                        new Offer(offer, 2, 3, 50, bytes32(NONCE_HEX), "B\u00e4r"),
                        "00000057 48 1122334455667788 99aabbccddeeff00 0102030405060708 0000000000000002"
                                + "0000000000000003 0000000000000032" + NONCE_HEX + "0004 42c3a472"),
                arguments(new Accept(offer), "00000019 49 1122334455667788 99aabbccddeeff00 0102030405060708"),
                arguments(new Forgotten(), "00000001 4a"),
                arguments(new Pause(offer), "00000019 4b 1122334455667788 99aabbccddeeff00 0102030405060708"),
                arguments(new Proceed(offer), "00000019 4c 1122334455667788 99aabbccddeeff00 0102030405060708"),
                arguments(
                        new Cancel(offer, TransferFault.TOO_LARGE, "no"),
                        "0000001e 4d 1122334455667788 99aabbccddeeff00 0102030405060708 03 0002 6e6f"),
                arguments(
                        new Done(offer, bytes32(NONCE_HEX), true),
                        "0000003a 4e 1122334455667788 99aabbccddeeff00 0102030405060708" + NONCE_HEX + "01"),
                arguments(new Skipped(0x80), "00000001 80"),
                arguments(new Skipped(0xff), "00000001 ff"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldWriteWhatTheDrawingShows(Frame frame, String drawn) {
        assertThat(bytesOf(frame)).isEqualTo(hex(drawn));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldReadWhatTheDrawingShows(Frame frame, String drawn) throws WireException {
        assertThat(WireBytes.read(hex(drawn))).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldStateItsLengthWhenWrittenBehindOtherBytes(Frame frame, String drawn) {
        ByteBuf out = Unpooled.buffer().writeInt(0x7fffffff);
        frame.write(out);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("7fffffff" + drawn.replace(" ", ""));
    }

    @Test
    void shouldTakeAPositionOnlyWhenBit6IsSet() {
        assertThat(new Text(1, 0, "", false).sequenced()).isTrue();
        assertThat(new Text(1, 0, "", true).sequenced()).isTrue();
        assertThat(new Member(1, "a").sequenced()).isTrue();
        assertThat(new Left(1).sequenced()).isTrue();
        assertThat(new Accept(new OfferId(new TransferId(1, 2), 3)).sequenced()).isTrue();
        assertThat(new Begin().sequenced()).isFalse();
        assertThat(new Ping(1).sequenced()).isFalse();
        assertThat(new Pong(1).sequenced()).isFalse();
        assertThat(new Skipped(0xc0).sequenced()).isTrue();
        assertThat(new Skipped(0x80).sequenced()).isFalse();
        assertThat(new Received(1).sequenced()).isFalse();
        assertThat(new Bye(0, "", 0).sequenced()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldWriteTheSameToAnArrayOfItsOwn(Frame frame, String drawn) {
        assertThat(frame.toBytes()).isEqualTo(hex(drawn));
    }

    @Test
    void shouldNameTheSizeOfAnAcknowledgement() {
        assertThat(bytesOf(new Received(1))).hasSize(Received.BYTES);
    }

    @Test
    void shouldStateTheLeastLimitsOfVersion1() {
        assertThat(PeerLimits.withWindow(0x30000)).isEqualTo(new PeerLimits(128 * 1024, 0x30000, 1200));
    }
}
