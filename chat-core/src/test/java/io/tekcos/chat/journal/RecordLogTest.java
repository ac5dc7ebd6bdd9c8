package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.JournalException.Reason;
import io.tekcos.chat.testing.disk.Operation;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a log keeps, and what it does when the disk does not do its part. */
class RecordLogTest {

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void shouldHandOverRecordsInOrderWhenOpenedAgain() {
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, "1first");
            Logs.append(log, "2");
            log.note(3, new byte[] {'x'});
        }

        assertThat(Logs.found(disk)).containsExactly("1first", "2", "3x");
    }

    @Test
    void shouldKeepTheLongestRecord() {
        String longest = "1" + "x".repeat(RecordBuffer.MAX_BODY);
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, longest);
            Logs.append(log, "2after");
        }

        assertThat(Logs.found(disk)).containsExactly(longest, "2after");
    }

    @Test
    void shouldAppendAfterWhatWasFound() {
        for (int i = 0; i < 3; i++) {
            try (RecordLog log = Logs.open(disk)) {
                Logs.append(log, "1" + i);
            }
        }

        assertThat(Logs.found(disk)).containsExactly("10", "11", "12");
    }

    @Test
    void shouldHoldNothingWhenCleared() {
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, "1gone");
            log.clear();
            Logs.append(log, "2there");
        }

        assertThat(Logs.found(disk)).containsExactly("2there");
    }

    @Test
    void shouldGoOnAfterReplacedRecords() {
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, "1gone");
            log.replace(Logs.contents(List.of("2kept", "3kept too")));
            Logs.append(log, "4new");
        }

        assertThat(Logs.found(disk)).containsExactly("2kept", "3kept too", "4new");
        assertThat(disk.files()).containsExactly(Logs.PATH);
    }

    @Test
    void shouldReadAgainWhatItHolds() throws Exception {
        List<String> records = new ArrayList<>();
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, "1a");
            Logs.append(log, "2b");
            log.read(Logs.into(records));
            Logs.append(log, "3c");
        }

        assertThat(records).containsExactly("1a", "2b");
    }

    @Test
    void shouldRefuseASecondOpening() {
        try (RecordLog log = Logs.open(disk)) {
            log.replace(Logs.contents(List.of("1a"))); // another file, the same lock
            assertThat(refusal(disk)).isEqualTo(Reason.IN_USE);
        }

        assertThat(Logs.found(disk)).containsExactly("1a");
    }

    @Test
    void shouldGoOnWhenThereIsRoomAgain() {
        RecordLog log = Logs.open(disk);
        Logs.append(log, "1before");
        disk.capacity(disk.contents(Logs.PATH).length + 5);
        assertThatThrownBy(() -> Logs.append(log, "2no room"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(Logs.PATH.toString())
                .hasMessageContaining("No space left");
        disk.capacity(Long.MAX_VALUE);
        Logs.append(log, "3after");
        log.close();

        assertThat(Logs.found(disk)).containsExactly("1before", "3after");
    }

    @Test
    void shouldRefuseEverythingWhenItCannotBeCutBack() {
        RecordLog log = Logs.open(disk);
        Logs.append(log, "1before");
        disk.capacity(disk.contents(Logs.PATH).length + 5);
        disk.fail(Operation.TRUNCATE, 1);
        assertThatThrownBy(() -> Logs.append(log, "2no room")).isInstanceOf(JournalException.class);
        disk.capacity(Long.MAX_VALUE);

        assertRefusesEverything(log);
        log.close();
        assertThat(Logs.found(disk)).containsExactly("1before");
    }

    @Test
    void shouldRefuseEverythingWhenForcingFailed() {
        RecordLog log = Logs.open(disk, Durability.SYNC, new ArrayList<>());
        Logs.append(log, "1before");
        disk.fail(Operation.FORCE, 1);
        assertThatThrownBy(() -> Logs.append(log, "2not kept")).isInstanceOf(JournalException.class);

        assertRefusesEverything(log);
        log.close();
        assertThat(Logs.found(disk)).containsExactly("1before");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "WRITE", "TRUNCATE", "FORCE", "MOVE"})
    void shouldGoOnWithTheOldRecordsWhenTheyCannotBeReplaced(Operation failing) {
        RecordLog log = Logs.open(disk);
        Logs.append(log, "1old");
        disk.fail(failing, 1);
        assertThatThrownBy(() -> log.replace(Logs.contents(List.of("2new")))).isInstanceOf(JournalException.class);
        Logs.append(log, "3after");
        log.close();

        assertThat(Logs.found(disk)).containsExactly("1old", "3after");
        assertThat(disk.files()).containsExactly(Logs.PATH);
    }

    @Test
    void shouldRefuseEverythingWhenNobodyKnowsWhetherTheyWereReplaced() {
        RecordLog log = Logs.open(disk);
        Logs.append(log, "1old");
        disk.fail(Operation.FORCE_DIRECTORY, 1);
        assertThatThrownBy(() -> log.replace(Logs.contents(List.of("2new")))).isInstanceOf(JournalException.class);

        assertRefusesEverything(log);
        log.close();
        assertThat(Logs.found(disk)).containsExactly("2new");
    }

    @Test
    void shouldGiveTheLockBackWhenItCannotBeOpened() {
        disk.fail(Operation.WRITE, 1);
        assertThat(refusal(disk)).isEqualTo(Reason.STORAGE);

        assertThat(Logs.found(disk)).isEmpty();
    }

    @Test
    void shouldForceWhatWasWrittenBeforeWhenOpenedToForce() {
        try (RecordLog log = Logs.open(disk)) {
            Logs.append(log, "1not forced");
        }
        Logs.open(disk, Durability.SYNC, new ArrayList<>());
        disk.restartAfterPowerLoss();

        assertThat(Logs.found(disk)).containsExactly("1not forced");
    }

    private static void assertRefusesEverything(RecordLog log) {
        assertThatThrownBy(() -> Logs.append(log, "9never")).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> log.replace(Logs.contents(List.of()))).isInstanceOf(JournalException.class);
        assertThatThrownBy(log::clear).isInstanceOf(JournalException.class);
    }

    static Reason refusal(Disk disk) {
        return catchThrowableOfType(JournalException.class, () -> Logs.found(disk))
                .reason();
    }
}
