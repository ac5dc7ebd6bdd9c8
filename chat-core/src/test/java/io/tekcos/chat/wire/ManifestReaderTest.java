package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.ManifestEntry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private static final List<ManifestEntry> ENTRIES = List.of(
            new ManifestEntry(Kind.FOLDER, false, -1, 0, "a"),
            new ManifestEntry(Kind.FILE, true, Long.MAX_VALUE, 5, "a/" + "x".repeat(ManifestEntry.MAX_PATH_BYTES - 2)),
            new ManifestEntry(Kind.FILE, false, 0, Long.MAX_VALUE - 5, "b\u00e4r"));

    private static final String PATH = "000161";

    @Test
    void shouldWriteTheBytesThatAreDrawn() {
        assertThat(new ManifestEntry(Kind.FILE, true, 1, 2, "b\u00e4r").toBytes())
                .isEqualTo(hex("01 01 0000000000000001 0000000000000002 0004 62c3a472"));
        assertThat(new ManifestEntry(Kind.FOLDER, false, -1, 0, "a").toBytes())
                .isEqualTo(hex("02 00 ffffffffffffffff 0000000000000000" + PATH))
                .hasSize(ManifestEntry.LEAST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, 21, 22, 4096, 10_000})
    void shouldReadTheEntriesHoweverTheyAreCut(int cut) throws WireException {
        List<ManifestEntry> read = new ArrayList<>();
        byte[] manifest = bytesOf(ENTRIES);
        ManifestReader reader = new ManifestReader(3, Long.MAX_VALUE);

        for (int at = 0; at < manifest.length; at += cut) {
            reader.read(manifest, at, Math.min(cut, manifest.length - at), read::add);
        }
        reader.end();

        assertThat(read).isEqualTo(ENTRIES);
    }

    @ParameterizedTest
    @CsvSource({
        "00 00 0000000000000000 0000000000000000 000161, an unknown kind",
        "03 00 0000000000000000 0000000000000000 000161, an unknown kind",
        "01 02 0000000000000000 0000000000000000 000161, an unknown flag",
        "02 01 0000000000000000 0000000000000000 000161, a folder that may be run",
        "02 00 0000000000000000 0000000000000001 000161, a folder with a size",
        "01 00 0000000000000000 8000000000000000 000161, a size of 2^63",
        "01 00 0000000000000000 0000000000000000 0000, no path",
        "01 00 0000000000000000 0000000000000000 1001, a path that is too long",
        "01 00 0000000000000000 0000000000000000 0001ff, a path that is not UTF-8",
        "01 00 0000000000000000 0000000000000065 000161, more bytes than were offered"
    })
    void shouldRefuseABrokenEntry(String entry, String why) {
        ManifestReader reader = new ManifestReader(10, 100);

        assertThatThrownBy(() -> reader.read(hex(entry), 0, hex(entry).length, read -> {}))
                .as(why)
                .isInstanceOf(WireException.class);
    }

    @Test
    void shouldRefuseMoreEntriesThanWereOffered() {
        byte[] manifest = bytesOf(ENTRIES);
        ManifestReader reader = new ManifestReader(2, Long.MAX_VALUE);

        assertThatThrownBy(() -> reader.read(manifest, 0, manifest.length, read -> {}))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("more than was offered");
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "3, 1"})
    void shouldRefuseAnEndTooEarly(long entries, int missing) throws WireException {
        byte[] manifest = bytesOf(ENTRIES);
        ManifestReader reader = new ManifestReader(entries, Long.MAX_VALUE);
        reader.read(manifest, 0, manifest.length - missing, read -> {});

        assertThatThrownBy(reader::end).isInstanceOf(WireException.class);
    }

    @Test
    void shouldRefuseFewerBytesThanWereOffered() throws WireException {
        byte[] manifest = bytesOf(ENTRIES.subList(0, 2));
        ManifestReader reader = new ManifestReader(2, 6);
        reader.read(manifest, 0, manifest.length, read -> {});

        assertThatThrownBy(reader::end).isInstanceOf(WireException.class).hasMessageContaining("5 bytes, but 2 of 6");
    }

    @Test
    void shouldPassOnWhatItsTakerThrows() {
        byte[] manifest = bytesOf(ENTRIES);

        assertThatThrownBy(() -> new ManifestReader(3, Long.MAX_VALUE).read(manifest, 0, manifest.length, entry -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(IOException.class);
    }

    private static byte[] bytesOf(List<ManifestEntry> entries) {
        ByteBuf out = Unpooled.buffer();
        entries.forEach(entry -> entry.write(out));
        return ByteBufUtil.getBytes(out);
    }
}
