package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Welcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHandshakeHandlerTest {

    private static final String SERVER = "192.0.2.7 port 40000";

    private final List<Terms> established = new ArrayList<>();
    private final List<ChatException> failed = new ArrayList<>();
    private final List<EmbeddedStream> streams = new ArrayList<>();
    private Consumer<Terms> onEstablished = established::add;
    private @Nullable Consumer<byte[]> onSeedServer;

    @AfterEach
    void end() {
        streams.forEach(EmbeddedStream::finishAndReleaseAll);
    }

    @Test
    void shouldSayNothingUntilTheServerHasGreeted() throws Exception {
        EmbeddedStream stream = connect();

        assertThat(stream.sent()).isEmpty();
        stream.receive(EmbeddedServer.ack(1, 1));
        assertThat(stream.sent()).singleElement().isInstanceOfSatisfying(Join.class, join -> {
            assertThat(join.version()).isEqualTo(1);
            assertThat(join.name()).isEqualTo("client");
        });
        assertThat(established).isEmpty();
    }

    @Test
    void shouldEstablishTheSessionHoweverGreetingAndWelcomeAreCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(EmbeddedServer.ack(1, 1), new Welcome(42, "서버")))) {
            EmbeddedStream stream = connect();

            stream.receive(reads);

            assertThat(stream.sent()).singleElement().isInstanceOf(Join.class);
            assertThat(established).singleElement().satisfies(terms -> {
                assertThat(terms.datagramId()).isEqualTo(42);
                assertThat(terms.peerName()).isEqualTo("서버");
                assertThat(terms.udpPort()).isEqualTo(2000);
                assertThat(terms.session()).isEqualTo(new SessionId(3, 4));
            });
            stream.pass(Limits.DEFAULTS.handshake().multipliedBy(2));
            stream.close();
            assertThat(failed).isEmpty();
            established.clear();
        }
    }

    @Test
    void shouldChooseTheNewestVersionThatBothSpeak() throws Exception {
        EmbeddedStream stream = connect();

        stream.receive(EmbeddedServer.ack(1, 9));

        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Join.class, join -> assertThat(join.version()).isEqualTo(1));
    }

    @Test
    void shouldFailWhenThereIsNoCommonVersion() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(EmbeddedServer.ack(2, 7)))) {
            assertThat(failure(reads))
                    .isInstanceOf(WrongProtocolException.class)
                    .hasMessageContaining("versions 2 to 7")
                    .hasMessageContaining("update");
        }
    }

    @Test
    void shouldFailWithTheServersRefusalEvenIfItIsTheFirstFrame() throws Exception {
        Frame busy = new Refused(RefusalCode.BUSY.code(), 1500, "full house");
        for (byte[] bytes : List.of(Bytes.of(busy), Bytes.of(EmbeddedServer.ack(1, 1), busy))) {
            for (byte[][] reads : Bytes.everyCut(bytes)) {
                assertThat(failure(reads)).isInstanceOfSatisfying(PeerRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RefusalCode.BUSY);
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(1500));
                    assertThat(refused).hasMessageContaining("full house");
                });
            }
        }
    }

    @Test
    void shouldFailWithAnUnrecognisedRefusalWhenItsCodeIsFromTheFuture() throws Exception {
        assertThat(failure(Bytes.of(new Refused(999, 0, "because"))))
                .isInstanceOfSatisfying(
                        PeerRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.UNRECOGNISED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "220 mail ESMTP\r\n", "ack\0"})
    void shouldFailWhenWhatListensSpeaksSomethingElse(String greeting) throws Exception {
        for (byte[][] reads : Bytes.everyCut(greeting.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(failure(reads))
                    .isInstanceOf(WrongProtocolException.class)
                    .hasMessageContaining(SERVER)
                    .hasMessageContaining(greeting.startsWith("SSH") ? "SSH" : "does not follow the protocol");
        }
    }

    @Test
    void shouldFailWhenTheServerSendsAFrameThatIsNotItsTurn() throws Exception {
        assertThat(failure(Bytes.of(new Welcome(1, "server")))).isInstanceOf(WrongProtocolException.class);
        assertThat(failure(Bytes.of(EmbeddedServer.ack(1, 1), EmbeddedServer.ack(1, 1))))
                .isInstanceOf(WrongProtocolException.class);
        assertThat(failure(new byte[] {0, 0, 0, 0})).isInstanceOf(WrongProtocolException.class);
        assertThat(failure(Bytes.of(EmbeddedServer.joinAs(1)))).isInstanceOf(WrongProtocolException.class);
    }

    @Test
    void shouldFailWhenTheConnectionIsClosedAtAnyPointBeforeTheWelcomeIsWhole() throws Exception {
        byte[] greetingAndWelcome = Bytes.of(EmbeddedServer.ack(1, 1), new Welcome(42, "server"));
        for (int cut = 0; cut < greetingAndWelcome.length; cut++) {
            for (boolean half : new boolean[] {true, false}) {
                EmbeddedStream stream = connect();
                stream.receive(java.util.Arrays.copyOf(greetingAndWelcome, cut));
                if (half) {
                    stream.endInput();
                } else {
                    stream.close();
                }
                assertThat(onlyFailure(stream))
                        .isInstanceOf(PeerUnreachableException.class)
                        .hasMessageContaining(SERVER)
                        .hasMessageContaining("closed the connection");
            }
        }
    }

    @Test
    void shouldFailWhenTheConnectionBreaks() throws Exception {
        EmbeddedStream stream = connect();
        stream.pipeline().fireExceptionCaught(new IOException("Connection reset"));
        assertThat(onlyFailure(stream))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining("Connection reset");
    }

    @Test
    void shouldFailWhenTheTimeLimitIsOverAndSayWhetherTheServerGreeted() throws Exception {
        EmbeddedStream silent = connect();
        silent.pass(Limits.DEFAULTS.handshake().minusMillis(500));
        assertThat(failed).isEmpty();
        silent.pass(Duration.ofMillis(500));
        assertThat(onlyFailure(silent))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining("said nothing");

        EmbeddedStream hesitant = connect();
        hesitant.receive(EmbeddedServer.ack(1, 1));
        hesitant.pass(Limits.DEFAULTS.handshake());
        assertThat(onlyFailure(hesitant))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining("did not let us in");
    }

    @Test
    void shouldSayWhyWhenTheSessionCannotBegin() throws Exception {
        RuntimeException reason = new IllegalStateException("no session today");
        onEstablished = terms -> {
            throw reason;
        };
        onSeedServer = early -> {
            throw reason;
        };
        byte[] nativeServer = Bytes.of(EmbeddedServer.ack(1, 1), new Welcome(42, "server"));
        for (byte[] greeting : List.of(nativeServer, "ack".getBytes(StandardCharsets.US_ASCII))) {
            EmbeddedStream stream = connect();
            stream.receive(greeting);

            assertThat(onlyFailure(stream))
                    .isInstanceOf(PeerUnreachableException.class)
                    .hasMessageContaining(SERVER)
                    .hasMessageContaining("no session today")
                    .hasCause(reason);
        }
    }

    private EmbeddedStream connect() throws Exception {
        EmbeddedStream stream = EmbeddedStream.open(new io.netty.channel.ChannelInitializer<>() {
            @Override
            protected void initChannel(io.netty.channel.Channel channel) {
                ClientHandshake handshake = ClientHandshake.join(
                        new Ticket(new SessionId(3, 4), EmbeddedServer.SECRET, 0),
                        "client",
                        PeerLimits.withWindow(Limits.DEFAULTS.window()));
                ClientHandshakeHandler handler = new ClientHandshakeHandler(
                        channel,
                        handshake,
                        Limits.DEFAULTS,
                        step -> onEstablished.accept(((Step.Established) step).terms()),
                        onSeedServer,
                        failed::add);
                Pipelines.stream(channel, handler);
                if (onSeedServer != null) {
                    Pipelines.detect(channel, new SeedAckDetector(handler::onSeedServer));
                }
            }
        });
        streams.add(stream);
        return stream;
    }

    private ChatException failure(byte[]... reads) throws Exception {
        EmbeddedStream stream = connect();
        stream.receive(reads);
        return onlyFailure(stream);
    }

    /** The failure, reported once, after which the connection is closed and nothing can happen any more. */
    private ChatException onlyFailure(EmbeddedStream stream) {
        assertThat(failed).hasSize(1);
        assertThat(stream.isOpen()).isFalse();
        stream.pass(Limits.DEFAULTS.handshake().multipliedBy(2));
        ByteBuf sent = stream.sentBytes();
        sent.release();
        assertThat(established).isEmpty();
        return failed.remove(0);
    }
}
