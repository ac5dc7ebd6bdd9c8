package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.JournalException.Reason;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut, changed, torn or are something else. */
class RecordLogDamageTest {

    private static final List<String> RECORDS = List.of("1first", "2", "3third, and a little longer");
    private static final byte[] WHOLE = Logs.bytes(RECORDS.toArray(String[]::new));
    private static final int[] ENDS = {8, Logs.bytes("1first").length, Logs.bytes("1first", "2").length, WHOLE.length};

    @Test
    void shouldHoldTheWholeRecordsWhenCutAnywhere() {
        for (int length = 0; length <= WHOLE.length; length++) {
            SimulatedDisk disk = Logs.diskWith(Arrays.copyOf(WHOLE, length));

            assertThat(Logs.found(disk)).as("cut at %d", length).isEqualTo(recordsBefore(length));
            assertThat(disk.contents(Logs.PATH))
                    .hasSize(ENDS[recordsBefore(length).size()]);
        }
    }

    @Test
    void shouldHoldTheWholeRecordsWhenZerosFollowACut() {
        for (int length = 0; length <= WHOLE.length; length++) {
            for (int zeros : new int[] {1, 3, 8, 9, 100, 300_000}) {
                SimulatedDisk disk = Logs.diskWith(Arrays.copyOf(Arrays.copyOf(WHOLE, length), length + zeros));

                List<String> found = Logs.found(disk);
                // A cut that took nothing but zeros took nothing.
                assertThat(found.size())
                        .isBetween(
                                recordsBefore(length).size(),
                                recordsBefore(length + zeros).size());
                assertThat(found).isEqualTo(RECORDS.subList(0, found.size()));
            }
        }
    }

    @Test
    void shouldSayHowMuchWasTorn() {
        SimulatedDisk disk = Logs.diskWith(Arrays.copyOf(WHOLE, WHOLE.length - 1));
        try (RecordLog log = Logs.open(disk)) {
            assertThat(log.tornBytes()).isEqualTo(WHOLE.length - 1 - ENDS[2]);
        }
        try (RecordLog log = Logs.open(disk)) {
            assertThat(log.tornBytes()).isZero();
        }
    }

    @Test
    void shouldTakeNoWrongRecordWhenABitIsChanged() {
        for (int bit = 0; bit < WHOLE.length * 8; bit++) {
            byte[] changed = WHOLE.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertNoticed(changed, bit / 8);
        }
    }

    @Test
    void shouldTakeNoWrongRecordWhenAByteIsReplaced() {
        for (int at = 0; at < WHOLE.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = WHOLE.clone();
                changed[at] = (byte) value;
                if (changed[at] != WHOLE[at]) {
                    assertNoticed(changed, at);
                }
            }
        }
    }

    @Test
    void shouldNotMistakeATextForARecordWhenItIsTorn() {
        int place = ENDS[0] + RecordBuffer.HEADER_BYTES + 1;
        for (int copiedFrom : new int[] {0, ENDS[0], 1000}) { // not what would be right there
            String text = new String(Logs.record(copiedFrom, "5forged"), ISO_8859_1);
            byte[] torn = whole(ENDS[0], (byte) 1, (text + "and more").getBytes(ISO_8859_1));
            assertThat(new String(torn, ISO_8859_1).indexOf(text)).isEqualTo(place);

            assertThat(Logs.found(Logs.diskWith(Arrays.copyOf(torn, torn.length - 1))))
                    .isEmpty();
        }
    }

    @Test
    void shouldBeCorruptWhenADamagedLengthReachesOverGoodRecords() {
        byte[] changed = WHOLE.clone();
        changed[ENDS[0] + 2] = 1; // 256 bytes more

        assertCorrupt(changed, ENDS[0], 0);
    }

    @Test
    void shouldBeCorruptWhenGarbageFollows() {
        byte[] garbage = Arrays.copyOf(WHOLE, WHOLE.length + 300_000);
        Arrays.fill(garbage, WHOLE.length, garbage.length, (byte) 1);

        assertCorrupt(garbage, ENDS[3], 3);
    }

    @Test
    void shouldBeCorruptWhenARecordMakesNoSense() {
        SimulatedDisk disk = Logs.diskWith(WHOLE);

        assertThatThrownBy(() -> RecordLog.open(
                        disk,
                        Logs.PATH,
                        Logs.KIND,
                        io.tekcos.chat.model.Durability.WRITE,
                        Long.MAX_VALUE,
                        (type, body) -> type != 2))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("byte " + ENDS[1] + "; the 1 records");
    }

    @Test
    void shouldSayWhichVersionIsNeeded() {
        byte[] newer = WHOLE.clone();
        newer[5] = 2;

        assertThatThrownBy(() -> Logs.found(Logs.diskWith(newer)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(Logs.PATH.toString())
                .hasMessageContaining("format 2")
                .extracting(e -> ((JournalException) e).reason())
                .isEqualTo(Reason.NEWER_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T", "TKCX", "TKCJ\0\1\0\6", "TKCJ\0\0\0\7", "#!/bin/sh", "\0\0\0\0\0\0\0\0\0\0\1"})
    void shouldLeaveAloneWhatIsNoJournal(String contents) {
        SimulatedDisk disk = Logs.diskWith(contents.getBytes(ISO_8859_1));
        if (contents.equals("T")) {
            assertThat(Logs.found(disk)).isEmpty(); // torn at its creation
        } else {
            assertThat(RecordLogTest.refusal(disk)).isEqualTo(Reason.NOT_A_JOURNAL);
            assertThat(disk.contents(Logs.PATH)).asString(ISO_8859_1).isEqualTo(contents);
        }
    }

    /** The first records, up to that with the change, and no others; or a refusal that leaves the file as it was. */
    private static void assertNoticed(byte[] changed, int at) {
        SimulatedDisk disk = Logs.diskWith(changed);
        int good = recordsBefore(at).size();
        try {
            assertThat(Logs.found(disk)).isEqualTo(RECORDS.subList(0, good));
            assertThat(good).as("only the last may seem torn").isEqualTo(RECORDS.size() - 1);
        } catch (JournalException refused) {
            assertThat(disk.contents(Logs.PATH)).isEqualTo(changed);
            if (at >= ENDS[0]) {
                assertThat(refused).hasMessageContaining("byte " + ENDS[good] + "; the " + good + " records");
                assertThat(refused.reason()).isEqualTo(Reason.CORRUPT);
            } else {
                assertThat(refused.reason()).isIn(Reason.NOT_A_JOURNAL, Reason.NEWER_VERSION);
            }
        }
    }

    private static void assertCorrupt(byte[] contents, int place, int good) {
        SimulatedDisk disk = Logs.diskWith(contents);
        assertThatThrownBy(() -> Logs.found(disk))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(Logs.PATH + " is damaged at byte " + place + "; the " + good + " records")
                .extracting(e -> ((JournalException) e).reason())
                .isEqualTo(Reason.CORRUPT);
        assertThat(disk.contents(Logs.PATH)).isEqualTo(contents);
    }

    private static List<String> recordsBefore(int length) {
        int records = 0;
        while (records < RECORDS.size() && ENDS[records + 1] <= length) {
            records++;
        }
        return RECORDS.subList(0, records);
    }

    /** A log with one record of any bytes. */
    private static byte[] whole(int place, byte type, byte[] body) {
        RecordBuffer buffer = new RecordBuffer();
        buffer.add(place, type, body, 0, body.length);
        return ByteBuffer.allocate(place + buffer.length())
                .put(WHOLE, 0, place)
                .put(buffer.bytes(), 0, buffer.length())
                .array();
    }
}
