package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JOIN that cannot be accepted gets a REFUSED with the code for it, and then the connection ends. */
class ServerRefusalsTest {

    private static final int VERSION_AT = 9;
    private static final int NAME_AT = 59;

    private final EmbeddedServer server = new EmbeddedServer();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldRefuseAWrongMagic() throws Exception {
        byte[] join = join();
        join[5] = 'X';
        shouldRefuse(RefusalCode.MAGIC, join);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 65_535})
    void shouldRefuseAVersionThatIsNotSpokenHere(int version) throws Exception {
        byte[] join = join();
        join[VERSION_AT] = (byte) (version >> 8);
        join[VERSION_AT + 1] = (byte) version;
        shouldRefuse(RefusalCode.VERSION, join);
    }

    @Test
    void shouldRefuseAVersionFromTheFutureWhoseJoinHasAnotherShape() throws Exception {
        byte[] join = Arrays.copyOf(join(), VERSION_AT + 2);
        join[3] = (byte) (join.length - 4);
        join[VERSION_AT + 1] = 2;
        shouldRefuse(RefusalCode.VERSION, join);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u001b[31mred", "\u0000", "a\u202Eb", "\u2028"})
    void shouldRefuseANameThatIsEmptyOrUnfitForATerminal(String name) throws Exception {
        shouldRefuse(RefusalCode.NAME, joinNamed(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldRefuseANameThatIsTooLong() throws Exception {
        shouldRefuse(RefusalCode.NAME, joinNamed("x".repeat(129).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldWelcomeTheLongestNameAndOneInKorean() throws Exception {
        for (String name : List.of("x".repeat(128), "김철수", "👩‍👩‍👧")) {
            EmbeddedStream stream = server.connect();
            stream.sent();

            stream.receive(joinNamed(name.getBytes(StandardCharsets.UTF_8)));

            assertThat(stream.sent()).singleElement().isInstanceOf(Welcome.class);
            assertThat(server.session().peer().name()).isEqualTo(name);
            stream.close();
        }
    }

    @Test
    void shouldRefuseANameThatIsNoUtf8() throws Exception {
        shouldRefuse(RefusalCode.NAME, joinNamed(new byte[] {(byte) 0xc3, (byte) 0x28}));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 * 1024 + 1, 64 * 1024, 0x7fff_ffffL, 0xffff_ffffL})
    void shouldRefuseALengthBeforeItsBytesCome(long length) throws Exception {
        byte[] header = {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        if (header[0] == 0) { // anything else is somebody who speaks another protocol
            shouldRefuse(RefusalCode.MALFORMED, header);
        } else {
            shouldCloseAsStranger(header);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 58, 80})
    void shouldRefuseAJoinThatIsCutShort(int bodyBytes) throws Exception {
        byte[] join = Arrays.copyOf(join(), 5 + bodyBytes);
        join[3] = (byte) (1 + bodyBytes);
        shouldRefuse(RefusalCode.MALFORMED, join);
    }

    @Test
    void shouldRefuseLimitsBelowTheLeast() throws Exception {
        byte[] join = join();
        ByteBuf bytes = Unpooled.wrappedBuffer(join);
        bytes.setInt(bytes.readableBytes() - 6, 128 * 1024 - 1);
        shouldRefuse(RefusalCode.MALFORMED, join);
    }

    @Test
    void shouldWelcomeAJoinWithExtensionsItDoesNotKnow() throws Exception {
        byte[] join = Bytes.concat(join(), new byte[] {0, 9, 0, 3, 1, 2, 3, (byte) 0xff, 0, 0, 0});
        join[3] = (byte) (join[3] + 11);
        EmbeddedStream stream = server.connect();
        stream.sent();

        stream.receive(Bytes.singly(join));

        assertThat(stream.sent()).singleElement().isInstanceOf(Welcome.class);
    }

    @ParameterizedTest
    @MethodSource("framesOfLater")
    void shouldRefuseEveryFrameThatBelongsElsewhere(Frame frame) throws Exception {
        shouldRefuse(RefusalCode.MALFORMED, Bytes.of(frame));
    }

    static Stream<Frame> framesOfLater() {
        return Stream.of(
                new Bye(0, "", 0),
                new Received(0),
                new Welcome(1, "me"),
                new Refused(1, 0, ""),
                EmbeddedServer.ack(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x3f, 0x42, 0x80, 0xc0, 0xff})
    void shouldRefuseATypeThatIsNotKnownEvenIfItMayBeSkipped(int type) throws Exception {
        shouldRefuse(RefusalCode.MALFORMED, new byte[] {0, 0, 0, 1, (byte) type});
    }

    private void shouldRefuse(RefusalCode code, byte[] bytes) throws Exception {
        long refused = 0;
        for (byte[][] reads : Bytes.everyCut(bytes)) {
            EmbeddedStream stream = server.connect();
            stream.sent();

            stream.receive(reads);
            stream.receive(join()); // too late, and not even read

            assertThat(stream.sent()).singleElement().isInstanceOfSatisfying(Refused.class, answer -> {
                assertThat(RefusalCode.ofCode(answer.code())).isEqualTo(code);
                assertThat(answer.text()).isNotBlank();
            });
            assertThat(stream.isOutputShutdown()).isTrue();
            stream.endInput();
            assertThat(stream.isOpen()).isFalse();
            assertThat(server.acceptor.counters().refused()).isEqualTo(Map.of(code, ++refused));
        }
        assertThat(server.begun).isEmpty();
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }

    private void shouldCloseAsStranger(byte[] bytes) throws Exception {
        EmbeddedStream stream = server.connect();
        stream.receive(bytes);
        assertThat(stream.isOpen()).isFalse();
        assertThat(server.acceptor.counters().strangers()).containsOnlyKeys("unrecognised bytes");
    }

    private static byte[] join() {
        return Bytes.of(EmbeddedServer.joinAs(1));
    }

    private static byte[] joinNamed(byte[] name) {
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(join(), 0, NAME_AT).writeByte(name.length).writeBytes(name);
        PeerLimits limits = EmbeddedServer.joinAs(1).limits();
        out.writeInt((int) limits.frameLength()).writeInt((int) limits.window()).writeShort(limits.datagramBytes());
        out.setInt(0, out.readableBytes() - 4);
        return ByteBufUtil.getBytes(out);
    }
}
