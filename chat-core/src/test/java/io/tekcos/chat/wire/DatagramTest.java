package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.NONCE_HEX;
import static io.tekcos.chat.wire.WireBytes.SECRET_HEX;
import static io.tekcos.chat.wire.WireBytes.bytes32;
import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of every datagram, against hexadecimal written by hand from the drawings. */
class DatagramTest {

    private static final long ID = 0x1122334455667788L;
    private static final String ID_HEX = "1122334455667788";

    static Stream<Arguments> datagrams() {
        return Stream.of(
                arguments(new Helo(ID, 1), "01" + ID_HEX + "0000000000000001 48454c4f" + "00".repeat(43)),
                arguments(
                        new HeloOk(ID, 0x0102030405060708L, bytes32(NONCE_HEX)),
                        "02" + ID_HEX + "0102030405060708" + NONCE_HEX),
                arguments(
                        new Bind(ID, 2, bytes32(NONCE_HEX), bytes32(SECRET_HEX)),
                        "03" + ID_HEX + "0000000000000002" + NONCE_HEX + SECRET_HEX),
                arguments(new Bound(ID, -1), "04" + ID_HEX + "ffffffffffffffff"),
                arguments(
                        new TextDatagram(ID, 3, 0x0102030405060708L, 7, "\uc548\ub155"),
                        "05" + ID_HEX + "0000000000000003 0102030405060708 00000007 ec9588 eb8595"),
                arguments(
                        new TextDatagram(-1, 4, 5, -1, ""),
                        "05 ffffffffffffffff 0000000000000004 0000000000000005 ffffffff"),
                arguments(
                        new PingDatagram(ID, 5, 0x0102030405060708L),
                        "06" + ID_HEX + "0000000000000005 0102030405060708" + "00".repeat(24)),
                arguments(
                        new PongDatagram(ID, 6, 0x0102030405060708L),
                        "07" + ID_HEX + "0000000000000006 0102030405060708"),
                arguments(
                        new CopyDatagram(ID, 7, 0x1112131415161718L, 0x0102030405060708L, 9, "\uc548\ub155"),
                        "08" + ID_HEX + "0000000000000007 1112131415161718 0102030405060708 00000009 ec9588 eb8595"),
                arguments(
                        new CopyDatagram(-1, 8, -1, 5, -1, ""),
                        "08 ffffffffffffffff 0000000000000008 ffffffffffffffff 0000000000000005 ffffffff"),
                arguments(new UnknownDatagram(0x3f, ID, 9), "3f" + ID_HEX + "0000000000000009"));
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldWriteWhatTheDrawingShows(Datagram datagram, String drawn) {
        assertThat(bytesOf(datagram)).isEqualTo(hex(drawn));
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldReadWhatTheDrawingShows(Datagram datagram, String drawn) throws WireException {
        assertThat(read(hex(drawn))).isEqualTo(datagram);
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldReadOnlyTheBytesThatArrived(Datagram datagram, String drawn) throws WireException {
        byte[] bytes = hex(drawn);

        assertThat(Datagram.read(Arrays.copyOf(bytes, 1500), bytes.length)).isEqualTo(datagram);
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldRefuseEveryDatagramThatIsCutShort(Datagram datagram, String drawn) {
        byte[] whole = hex(drawn);
        int fixed = whole.length - textBytes(datagram);

        for (int length = 0; length < fixed; length++) {
            assertThat(failure(Arrays.copyOf(whole, length)).closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void shouldRefuseABodyThatIsTooLong(Datagram datagram, String drawn) throws WireException {
        byte[] longer = hex(drawn + "00");
        if (datagram instanceof CopyDatagram copy) {
            assertThat(read(longer))
                    .isEqualTo(new CopyDatagram(
                            copy.id(), copy.number(), copy.position(), copy.textId(), copy.from(), copy.text() + "\0"));
        } else if (datagram instanceof TextDatagram text) {
            assertThat(read(longer))
                    .isEqualTo(
                            new TextDatagram(text.id(), text.number(), text.textId(), text.from(), text.text() + "\0"));
        } else if (datagram instanceof UnknownDatagram) {
            assertThat(read(longer)).isEqualTo(datagram);
        } else {
            assertThat(failure(longer)).hasMessageContaining("1 bytes too many");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xff})
    void shouldReadAnUnknownTypeSoThatItCanBeCounted(int type) throws WireException {
        byte[] bytes = hex("00" + ID_HEX + "0000000000000009 010203");
        bytes[0] = (byte) type;

        assertThat(read(bytes)).isEqualTo(new UnknownDatagram(type, ID, 9));
    }

    @Test
    void shouldRefuseAHeloWithoutItsWord() {
        byte[] bytes = bytesOf(new Helo(ID, 1));
        bytes[Datagram.HEADER_BYTES] = 'h';

        assertThat(failure(bytes)).hasMessageContaining("HELO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "eda080", "f09f98"})
    void shouldRefuseATextThatIsNotUtf8(String text) {
        byte[] bytes = hex("05" + ID_HEX + "0000000000000003 0102030405060708 00000007" + text);
        byte[] copy = hex("08" + ID_HEX + "0000000000000003 0000000000000001 0102030405060708 00000007" + text);

        assertThat(failure(bytes).closeCause()).isEqualTo(CloseCause.INVALID_TEXT);
        assertThat(failure(copy).closeCause()).isEqualTo(CloseCause.INVALID_TEXT);
    }

    @Test
    void shouldIgnoreWhatThePaddingOfAPingHolds() throws WireException {
        byte[] bytes = bytesOf(new PingDatagram(ID, 1, 2));
        Arrays.fill(bytes, Datagram.HEADER_BYTES + Long.BYTES, bytes.length, (byte) 0xff);

        assertThat(read(bytes)).isEqualTo(new PingDatagram(ID, 1, 2));
    }

    @Test
    void shouldLeaveRoomForASealBesideTheLongestText() {
        TextDatagram longest = new TextDatagram(ID, 1, 1, 0, "x".repeat(Limits.MAX_DATAGRAM_TEXT_BYTES));

        CopyDatagram longestCopy = new CopyDatagram(ID, 1, 1, 1, 0, "x".repeat(Limits.MAX_COPY_TEXT_BYTES));

        assertThat(bytesOf(longest)).hasSize(Limits.MAX_DATAGRAM_BYTES - 17);
        assertThat(bytesOf(longestCopy)).hasSize(Limits.MAX_DATAGRAM_BYTES - 17);
    }

    @Test
    void shouldAnswerWithFewerBytesThanWereAsked() {
        assertThat(bytesOf(new Helo(ID, 1))).hasSize(64).hasSizeGreaterThanOrEqualTo(HeloOk.BYTES);
        assertThat(bytesOf(new HeloOk(ID, 1, bytes32(NONCE_HEX)))).hasSize(HeloOk.BYTES);
        assertThat(bytesOf(new PingDatagram(ID, 1, 1))).hasSize(HeloOk.BYTES);
        assertThat(bytesOf(new PongDatagram(ID, 1, 1))).hasSizeLessThan(HeloOk.BYTES);
    }

    /** How many bytes at its end are a text, so that a cut there only makes it shorter or breaks a character. */
    private static int textBytes(Datagram datagram) {
        if (datagram instanceof TextDatagram text) {
            return Utf8.size(text.text());
        }
        return datagram instanceof CopyDatagram copy ? Utf8.size(copy.text()) : 0;
    }

    private static Datagram read(byte[] bytes) throws WireException {
        return Datagram.read(bytes, bytes.length);
    }

    private static WireException failure(byte[] bytes) {
        return catchThrowableOfType(WireException.class, () -> read(bytes));
    }
}
