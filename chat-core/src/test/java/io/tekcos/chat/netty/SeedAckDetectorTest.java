package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedAckDetectorTest {

    private final List<String> early = new ArrayList<>();

    private EmbeddedChannel channel() {
        return new EmbeddedChannel(new SeedAckDetector(bytes -> early.add(new String(bytes, UTF_8))));
    }

    @Test
    void shouldKnowTheGreetingHoweverItIsCut() {
        for (byte[][] reads : Bytes.everyCut("ack".getBytes(US_ASCII))) {
            early.clear();
            EmbeddedChannel channel = channel();
            for (byte[] read : reads) {
                assertThat(early).isEmpty();
                channel.writeInbound(Unpooled.wrappedBuffer(read));
            }

            assertThat(early).containsExactly("");
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void shouldTakeWhatFollowsInTheSameReadForText() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer("ack안녕", UTF_8));

        assertThat(early).containsExactly("안녕");
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\064\001ack", "acid", "a\0ck", "HTTP/1.1 400", "Ack"})
    void shouldLetEverythingElsePassHoweverItIsCut(String greeting) {
        for (byte[][] reads : Bytes.everyCut(greeting.getBytes(US_ASCII))) {
            EmbeddedChannel channel = channel();
            for (byte[] read : reads) {
                channel.writeInbound(Unpooled.wrappedBuffer(read));
            }

            StringBuilder passed = new StringBuilder();
            for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
                passed.append(part.toString(US_ASCII));
                part.release();
            }
            assertThat(passed.toString()).isEqualTo(greeting);
            assertThat(early).isEmpty();
            assertThat(channel.pipeline().get(SeedAckDetector.class)).isNull();
            channel.finishAndReleaseAll();
        }
    }
}
