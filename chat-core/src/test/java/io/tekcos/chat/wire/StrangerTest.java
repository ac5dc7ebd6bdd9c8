package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.RefusalCode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knocks at the wrong door, named from the first bytes. */
class StrangerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "POST /a HTTP/1.1\r\n",
                "HEAD / HTTP/1.0\r\n",
                "PUT /a HTTP/1.1\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "DELETE /a HTTP/1.1\r\n",
                "CONNECT a:443 HTTP/1.1\r\n",
                "TRACE / HTTP/1.1\r\n",
                "PATCH /a HTTP/1.1\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\n"
            })
    void shouldNameHttp(String opening) {
        assertThat(stranger(opening.getBytes(US_ASCII))).isEqualTo("HTTP");
    }

    @ParameterizedTest
    @CsvSource({
        "16030100c8010000, TLS",
        "1603030102010001, TLS",
        "5353482d322e302d, SSH",
        "0300002b26e00000, RDP",
        "00000054ff534d42, SMB",
        "000000ecfe534d42, SMB",
        "000000ecfd534d42, SMB",
        "3232302072656164, unrecognised bytes",
        "ffffffffffffffff, unrecognised bytes",
        "1602030405060708, unrecognised bytes",
        "0301000000000000, unrecognised bytes"
    })
    void shouldNameWhatElseKnocks(String opening, String name) {
        assertThat(stranger(WireBytes.hex(opening))).isEqualTo(name);
    }

    @Test
    void shouldTellAllButSmbByFourBytes() {
        for (String opening : new String[] {"GET ", "SSH-", "\u0016\u0003\u0001\0", "\u0003\0\0+", "quit"}) {
            assertThat(stranger(opening.getBytes(US_ASCII))).isNotNull();
        }
    }

    @Test
    void shouldAlsoNameAStrangerWhoseBytesTrickleIn() {
        byte[] opening = WireBytes.hex("000000ecfe534d42");
        FrameParser parser = new FrameParser();
        FrameParser.Scratch scratch = new FrameParser.Scratch();

        StrangerException thrown = catchThrowableOfType(StrangerException.class, () -> {
            for (byte b : opening) {
                parser.feed(Unpooled.wrappedBuffer(new byte[] {b}), scratch, (frame, bytes) -> {});
            }
        });
        assertThat(thrown.protocol()).isEqualTo("SMB");
    }

    @Test
    void shouldBeRefusedAsMalformed() {
        StrangerException thrown =
                catchThrowableOfType(StrangerException.class, () -> feed("GET / HTTP/1.1\r\n".getBytes(US_ASCII)));

        assertThat(thrown.refusal()).isEqualTo(RefusalCode.MALFORMED);
        assertThat(thrown.text()).contains("HTTP");
    }

    @Test
    void shouldNameRandomBytesUnlessTheyBeginWithZero() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            if (bytes[0] != 0) {
                assertThat(stranger(bytes)).isNotNull();
            }
        }
    }

    @Test
    void shouldNotMistakeOurOwnFirstFrames() {
        FrameBytesTest.frames().forEach(example -> {
            byte[] bytes = WireBytes.hex((String) example.get()[1]);
            for (int length = 4; length <= bytes.length; length++) {
                assertThat(Stranger.name(Arrays.copyOf(bytes, length), 0, length))
                        .isNull();
            }
        });
    }

    @Test
    void shouldLookOnlyAtTheBytesOfTheStream() {
        byte[] scratch = "xxGET ".getBytes(US_ASCII);

        assertThat(Stranger.name(scratch, 2, 4)).isEqualTo("HTTP");
    }

    @Test
    void shouldWatchOnlyTheFirstFrame() throws WireException {
        byte[] second = "GET / HTTP/1.1\r\n".getBytes(US_ASCII);
        FrameParser parser = new FrameParser();
        FrameParser.Scratch scratch = new FrameParser.Scratch();
        parser.feed(Unpooled.wrappedBuffer(WireBytes.bytesOf(new Received(1))), scratch, (frame, bytes) -> {});

        WireException thrown = catchThrowableOfType(
                WireException.class, () -> parser.feed(Unpooled.wrappedBuffer(second), scratch, (frame, bytes) -> {}));
        assertThat(thrown).isNotInstanceOf(StrangerException.class).hasMessageContaining("1195725856");
    }

    private static String stranger(byte[] opening) {
        return catchThrowableOfType(StrangerException.class, () -> feed(opening))
                .protocol();
    }

    private static void feed(byte[] opening) throws WireException {
        new FrameParser().feed(Unpooled.wrappedBuffer(opening), new FrameParser.Scratch(), (frame, bytes) -> {});
    }
}
