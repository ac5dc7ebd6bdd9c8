package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.testing.disk.Operation;
import io.tekcos.chat.testing.disk.SimulatedCrash;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import io.tekcos.chat.wire.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server knows of its sessions after a restart. */
class ServerJournalTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST = 3;

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void shouldHoldNothingAtFirst() {
        assertThat(tombstones(NOON)).isEmpty();
    }

    @Test
    void shouldKnowExactlyHowFarAnEndedSessionGot() {
        try (ServerJournal journal = open(NOON).journal()) {
            journal.begin(id(1), secret(1));
            journal.received(id(1), 5);
            journal.ended(id(1), 6, NOON.plusSeconds(1));
        }

        SavedTombstone exact = new SavedTombstone(id(1), secret(1), 6, true, NOON.plusSeconds(1));
        assertThat(tombstones(NOON.plusSeconds(2))).containsExactly(exact);
        assertThat(tombstones(NOON.plusSeconds(3))).containsExactly(exact);
    }

    @Test
    void shouldKnowNearlyHowFarASessionGotWhenTheServerWasKilled() {
        ServerJournal journal = open(NOON).journal();
        journal.begin(id(1), secret(1));
        journal.begin(id(2), secret(2));
        journal.received(id(1), 5);
        journal.received(id(1), 4);
        disk.restartAfterKill();

        List<SavedTombstone> found = tombstones(NOON.plusSeconds(9));
        assertThat(found)
                .containsExactly(
                        new SavedTombstone(id(1), secret(1), 5, false, NOON.plusSeconds(9)),
                        new SavedTombstone(id(2), secret(2), 0, false, NOON.plusSeconds(9)));
        assertThat(tombstones(NOON.plusSeconds(99))).isEqualTo(found); // no younger for another restart
    }

    @Test
    void shouldForgetWhatIsADayOld() {
        try (ServerJournal journal = open(NOON).journal()) {
            end(journal, 1, NOON);
            end(journal, 2, NOON.plusSeconds(1));
        }

        assertThat(tombstones(NOON.plus(KEPT)))
                .extracting(SavedTombstone::session)
                .containsExactly(id(2));
        assertThat(disk.contents(Logs.PATH)).hasSizeLessThan(120);
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        try (ServerJournal journal = open(NOON).journal()) {
            for (int i = 1; i <= MOST + 2; i++) {
                end(journal, i, NOON);
            }
        }

        assertThat(tombstones(NOON)).extracting(SavedTombstone::session).containsExactly(id(3), id(4), id(5));
    }

    @Test
    void shouldForgetTheTombstoneOfASessionThatBeginsAnew() {
        ServerJournal journal = open(NOON).journal();
        end(journal, 1, NOON);
        journal.begin(id(1), secret(9));
        disk.restartAfterKill();

        assertThat(tombstones(NOON)).containsExactly(new SavedTombstone(id(1), secret(9), 0, false, NOON));
    }

    @Test
    void shouldStaySmallHoweverManySessionsEnd() {
        ServerState state = new ServerState(MOST, KEPT);
        try (ServerJournal journal = ServerJournal.open(disk, Logs.PATH, Durability.WRITE, NOON, state, 5_000)
                .journal()) {
            journal.begin(id(0), secret(0));
            for (int i = 1; i < 1_000; i++) {
                journal.received(id(0), i);
                end(journal, i, NOON);
                assertThat(disk.contents(Logs.PATH)).hasSizeLessThan(5_100);
            }
        }

        assertThat(tombstones(NOON))
                .extracting(SavedTombstone::acknowledged)
                .containsExactly(998L, 999L, 999L); // the last that ended, then the one that had not
    }

    @Test
    void shouldRefuseSessionsThatDoNotRun() {
        try (ServerJournal journal = open(NOON).journal()) {
            end(journal, 1, NOON);

            assertThatThrownBy(() -> journal.received(id(1), 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> journal.ended(id(2), 1, NOON)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(tombstones(NOON)).hasSize(1);
    }

    @Test
    void shouldNotCountWhatFoundNoRoom() {
        ServerJournal journal = open(NOON).journal();
        journal.begin(id(1), secret(1));
        disk.capacity(0);
        assertThatThrownBy(() -> journal.received(id(1), 1)).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.begin(id(2), secret(2))).isInstanceOf(JournalException.class);
        disk.capacity(Long.MAX_VALUE);
        journal.received(id(1), 2);
        disk.restartAfterKill();

        assertThat(tombstones(NOON)).containsExactly(new SavedTombstone(id(1), secret(1), 2, false, NOON));
    }

    @Test
    void shouldGiveTheLockBackWhenItCannotBeOpened() {
        disk.fail(Operation.MOVE, 1);
        assertThatThrownBy(() -> open(NOON)).isInstanceOf(JournalException.class);

        assertThat(tombstones(NOON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepWhatItPromisedWhereverItCrashes(Durability durability) {
        for (long operation = 0; operation < 60; operation++) {
            SimulatedDisk bad = new SimulatedDisk(operation);
            List<Long> promised = new ArrayList<>(List.of(-1L));
            bad.crashAfter(operation);
            try {
                liveUntilItCrashes(bad, durability, promised);
            } catch (SimulatedCrash end) {
                crash(bad, durability);
            }
            assertHolds(bad, promised.get(promised.size() - 1));
        }
    }

    @Test
    void shouldStandInARealFile(@TempDir Path directory) {
        Path file = directory.resolve("new/server-4000.journal");
        try (ServerJournal journal =
                ServerJournal.open(new FileDisk(), file, Durability.SYNC, NOON).journal()) {
            end(journal, 1, NOON);
            assertThatThrownBy(() -> ServerJournal.open(new FileDisk(), file, Durability.SYNC, NOON))
                    .hasMessageContaining("in use");
        }
        ServerJournal.Opened again = ServerJournal.open(new FileDisk(), file, Durability.WRITE, NOON);
        again.journal().close();
        assertThat(again.tombstones()).extracting(SavedTombstone::session).containsExactly(id(1));
    }

    @Test
    void shouldNotBeTakenForAClientsJournal() {
        open(NOON).journal().close();

        assertThatThrownBy(() -> ClientJournal.open(disk, Logs.PATH, Durability.WRITE, 1000))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("not the journal that belongs there");
    }

    /** One session gets further and further; from time to time another ends, or the server is started anew. */
    private static void liveUntilItCrashes(SimulatedDisk bad, Durability durability, List<Long> promised) {
        ServerState state = new ServerState(MOST, KEPT);
        ServerJournal journal =
                ServerJournal.open(bad, Logs.PATH, durability, NOON, state, 400).journal();
        journal.begin(id(0), secret(0));
        promised.add(0L);
        for (long position = 1; ; position++) {
            journal.received(id(0), position);
            promised.add(position);
            if (position % 5 == 0) {
                end(journal, (int) position, NOON);
            }
        }
    }

    private static void crash(SimulatedDisk bad, Durability durability) {
        if (durability == Durability.SYNC) {
            bad.restartAfterPowerLoss();
        } else {
            bad.restartAfterKill();
        }
    }

    private static void assertHolds(SimulatedDisk bad, long promised) {
        ServerJournal.Opened opened =
                ServerJournal.open(bad, Logs.PATH, Durability.WRITE, NOON, new ServerState(MOST, KEPT), 400);
        opened.journal().close();
        List<Long> found = opened.tombstones().stream()
                .filter(tombstone -> tombstone.session().equals(id(0)))
                .map(SavedTombstone::acknowledged)
                .toList();
        if (promised < 0) {
            assertThat(found).isSubsetOf(0L);
        } else {
            assertThat(found).hasSize(1).isSubsetOf(promised, promised + 1);
        }
    }

    private List<SavedTombstone> tombstones(Instant now) {
        ServerJournal.Opened opened = open(now);
        opened.journal().close();
        return opened.tombstones();
    }

    private ServerJournal.Opened open(Instant now) {
        ServerState state = new ServerState(MOST, KEPT);
        return ServerJournal.open(disk, Logs.PATH, Durability.WRITE, now, state, Long.MAX_VALUE);
    }

    private static void end(ServerJournal journal, int number, Instant when) {
        journal.begin(id(number), secret(number));
        journal.ended(id(number), number, when);
    }

    private static SessionId id(int number) {
        return new SessionId(number, 0);
    }

    private static Bytes32 secret(int number) {
        byte[] secret = new byte[Bytes32.LENGTH];
        secret[0] = (byte) number;
        return Bytes32.of(secret);
    }
}
