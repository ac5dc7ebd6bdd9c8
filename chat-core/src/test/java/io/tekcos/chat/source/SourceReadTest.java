package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.file.SenderKey;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that are sent, and that no changed file is sent as if it were the one that was offered. */
class SourceReadTest {

    private static final int CHUNK = Chunk.MAX_BYTES;
    private static final SenderKey KEY = SenderKey.of(new byte[SenderKey.LENGTH]);

    @TempDir
    Path folder;

    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldReadWhatTheFilesHoldInAnyOrderOfChunks(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] expected = randomTree(random);

        try (Source source = Source.scan(List.of(folder))) {
            assertThat(source.bytes()).isEqualTo(expected.length);
            assertThat(Manifests.content(source)).isEqualTo(expected);
            for (int i = 0; i < 20; i++) {
                int number = random.nextInt((int) Manifests.chunks(source));
                byte[] part =
                        Arrays.copyOfRange(expected, number * CHUNK, Math.min(expected.length, (number + 1) * CHUNK));
                SourceChunk read = source.read(number, chunk);
                assertThat(Arrays.copyOf(chunk.array(), read.length())).isEqualTo(part);
                assertThat(read.digest().toByteArray())
                        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(part));
            }
        }
    }

    @Test
    void shouldHaveAsManyChunksAsBytesNeed() throws Exception {
        for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1}) {
            Path file = Files.write(folder.resolve("file"), new byte[size]);
            try (Source source = Source.scan(List.of(file))) {
                assertThat(Manifests.chunks(source)).isEqualTo((size + CHUNK - 1) / CHUNK);
                assertThat(Manifests.content(source)).hasSize(size);
                assertThatThrownBy(() -> source.read(Manifests.chunks(source), chunk))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAChangeBetweenScanAndRead(Change change) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[3 * CHUNK]);

        try (Source source = Source.scan(List.of(folder))) {
            change.make(file);
            assertChanged(source, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAChangeBetweenTwoReads(Change change) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[3 * CHUNK]);

        try (Source source = Source.scan(List.of(folder))) {
            source.read(0, chunk);
            change.make(file);
            assertChanged(source, 1);
        }
    }

    @Test
    void shouldNoticeAnotherFileOfTheSameSizeAndTimeBetweenTwoReads() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[3 * CHUNK]);
        Path other = Files.write(folder.resolve("other"), new byte[3 * CHUNK]);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

        try (Source source = Source.scan(List.of(file))) {
            source.read(0, chunk);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertChanged(source, 1);
        }
    }

    @Test
    void shouldNoticeAChangeDuringARead() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[CHUNK]);
        long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);

        try (OpenFile open = OpenFile.open(file, CHUNK, modified)) {
            open.read(0, chunk);
            Change.TOUCHED.make(file);

            assertThatThrownBy(open::requireUnchanged).isInstanceOf(TransferException.class);
        }
    }

    @Test
    void shouldNotFollowALinkThatLeadsOutSinceTheScan() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Path file = Files.writeString(tree.resolve("file"), "inside");
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        Path link = Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        Files.setLastModifiedTime(outside, Files.getLastModifiedTime(file));

        try (Source source = Source.scan(List.of(tree))) {
            Files.delete(link);
            Files.createSymbolicLink(link, outside);
            TransferException changed = assertChanged(source, 0);
            assertThat(changed).hasMessageContaining("leads elsewhere");
        }
    }

    @Test
    void shouldReadManySmallFilesWithOneOpenFile() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            Path sub = folder.resolve("d" + i % 100);
            if (i < 100) {
                Files.createDirectory(sub);
            }
            Files.write(sub.resolve("f" + i), new byte[] {(byte) i, (byte) (i >> 8), 7});
        }

        try (Source source = Source.scan(List.of(folder))) {
            assertThat(source.entries()).isEqualTo(20_101);
            assertThat(Manifests.content(source)).hasSize(60_000);
        }
    }

    @Test
    void shouldFindEachOfAMillionFilesByTheIndex() {
        try (Spool spool = Spool.create()) {
            for (int i = 0; i < 1_000_000; i++) {
                spool.add(new ManifestEntry(Kind.FILE, false, i, i % 3, "file" + i));
            }
            spool.end();
            ContentCursor cursor = new ContentCursor(spool);
            Random random = new Random(1);
            for (int n = 0; n < 2_000; n++) {
                long content = n == 0 ? 999_998 : random.nextInt(999_999);
                cursor.seek(content);
                // three files have three bytes: none, one and two
                long file = content / 3 * 3 + (content % 3 == 0 ? 1 : 2);
                assertThat(cursor.path()).isEqualTo("file" + file);
                assertThat(cursor.modified()).isEqualTo(file);
            }
        }
    }

    @Test
    void shouldHaveAnotherIdWhenAnythingIsAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Set<TransferId> ids = new HashSet<>();
        TransferId first = id(folder, KEY);
        ids.add(first);

        assertThat(id(folder, KEY)).isEqualTo(first);
        assertThat(ids.add(id(folder, SenderKey.of(Arrays.copyOf(new byte[] {1}, SenderKey.LENGTH)))))
                .as("key")
                .isTrue();
        assertThat(ids.add(id(file, KEY))).as("root").isTrue();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(ids.add(id(folder, KEY))).as("time").isTrue();
        Files.writeString(file, "longer text");
        assertThat(ids.add(id(folder, KEY))).as("size").isTrue();
        Files.move(file, folder.resolve("other"));
        assertThat(ids.add(id(folder, KEY))).as("name").isTrue();
    }

    @Test
    void shouldHaveAnotherIdInAnotherPlace() throws Exception {
        FileTime time = FileTime.fromMillis(1);
        Path here = Files.write(Files.createDirectory(folder.resolve("here")).resolve("file"), new byte[1]);
        Path there = Files.write(Files.createDirectory(folder.resolve("there")).resolve("file"), new byte[1]);
        Files.setLastModifiedTime(here, time);
        Files.setLastModifiedTime(there, time);

        assertThat(id(here, KEY)).isNotEqualTo(id(there, KEY));
    }

    @Test
    void shouldHaveTheSameIdInAnotherProcess() throws Exception {
        Files.writeString(folder.resolve("file"), "text");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ids.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(other.getInputStream().readAllBytes(), UTF_8);
        assertThat(said.strip()).isEqualTo(id(folder, KEY).toString());
    }

    private TransferException assertChanged(Source source, long number) {
        TransferException changed = catchThrowableOfType(TransferException.class, () -> source.read(number, chunk));
        assertThat(changed).isNotNull();
        assertThat(changed.fault()).isEqualTo(TransferFault.SOURCE_CHANGED);
        assertThat(changed).hasMessageContaining("since it was offered");
        return changed;
    }

    private static TransferId id(Path root, SenderKey key) {
        try (Source source = Source.scan(List.of(root))) {
            return source.id(key);
        }
    }

    private byte[] randomTree(Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte
                    [switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(2 * CHUNK);
                        case 2 -> CHUNK;
                        default -> random.nextInt(2_000);
                    }];
            random.nextBytes(bytes);
            // the names rise, so the content has the order in which the files are written
            Path sub = Files.createDirectories(folder.resolve(String.format("d%02d", i / 7)));
            Files.write(sub.resolve(String.format("f%02d", i)), bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    /** What happens to a file of three chunks. */
    enum Change {
        TOUCHED {
            @Override
            void make(Path file) throws IOException {
                long later = Files.getLastModifiedTime(file).toMillis() + 5_000;
                Files.setLastModifiedTime(file, FileTime.fromMillis(later));
            }
        },
        TRUNCATED {
            @Override
            void make(Path file) throws IOException {
                keepingTime(file, () -> Files.write(file, new byte[CHUNK]));
            }
        },
        GROWN {
            @Override
            void make(Path file) throws IOException {
                keepingTime(file, () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
            }
        },
        REPLACED {
            @Override
            void make(Path file) throws IOException {
                Path other = Files.write(file.resolveSibling("other"), new byte[3 * CHUNK]);
                Files.setLastModifiedTime(other, FileTime.fromMillis(1));
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        MADE_A_FOLDER {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
                Files.createDirectory(file);
            }
        },
        REMOVED {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void make(Path file) throws IOException;

        private static void keepingTime(Path file, Writing writing) throws IOException {
            FileTime time = Files.getLastModifiedTime(file);
            writing.write();
            Files.setLastModifiedTime(file, time);
        }

        private interface Writing {
            Path write() throws IOException;
        }
    }

    /** Says the id of a folder. */
    static final class Ids {
        private Ids() {}

        public static void main(String[] arguments) {
            System.out.println(id(Path.of(arguments[0]), KEY));
        }
    }
}
