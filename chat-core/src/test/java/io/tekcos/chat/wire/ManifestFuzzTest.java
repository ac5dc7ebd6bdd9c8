package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whatever a manifest holds, cut wherever: entries that were offered, or a {@link WireException}. */
class ManifestFuzzTest {

    private static final int HEAD = 1 + Long.BYTES;

    /** The first byte says how many entries are offered, the next eight how many bytes; the manifest follows. */
    @FuzzTest
    void read(byte[] input) {
        if (input.length < HEAD) {
            return;
        }
        byte[] manifest = Arrays.copyOfRange(input, HEAD, input.length);
        Run whole = new Run(input);
        whole.read(manifest, Math.max(1, manifest.length));
        Run cut = new Run(input);
        cut.read(manifest, 7);

        assertThat(cut.entries).isEqualTo(whole.entries);
        assertThat(cut.failure == null).isEqualTo(whole.failure == null);
        if (whole.failure == null) {
            ByteBuf written = Unpooled.buffer();
            whole.entries.forEach(entry -> entry.write(written));
            assertThat(ByteBufUtil.getBytes(written)).isEqualTo(manifest);
        }
    }

    private static final class Run {

        private final ManifestReader reader;
        private final List<ManifestEntry> entries = new ArrayList<>();
        private @Nullable WireException failure;

        Run(byte[] input) {
            long bytes = ByteBuffer.wrap(input).getLong(1) & Long.MAX_VALUE;
            reader = new ManifestReader(input[0] & 0xff, bytes);
        }

        void read(byte[] manifest, int longest) {
            Random random = new Random(longest);
            try {
                for (int at = 0; at < manifest.length; ) {
                    int length = Math.min(manifest.length - at, 1 + random.nextInt(longest));
                    reader.read(manifest, at, length, entries::add);
                    at += length;
                }
                reader.end();
            } catch (WireException expected) {
                failure = expected;
            }
        }
    }
}
