package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import io.tekcos.chat.wire.Bytes32;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client's journal holds when it is opened again. */
class ClientJournalTest {

    private static final SessionId FIRST = new SessionId(1, 2);
    private static final SessionId SECOND = new SessionId(3, 4);
    private static final Bytes32 SECRET = Bytes32.of(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private ClientJournal journal = open().journal();

    @Test
    void shouldHoldNothingAtFirst() {
        assertThat(saved()).isNull();
    }

    @Test
    void shouldHoldASessionWhoseJoinMayHaveBeenWritten() {
        journal.begin(FIRST, SECRET);

        SavedSession saved = Objects.requireNonNull(saved());
        assertThat(saved.session()).isEqualTo(FIRST);
        assertThat(saved.secret()).isEqualTo(SECRET);
        assertThat(saved.peerWindow()).isZero();
        assertThat(saved.lastAttempt()).isZero();
        assertThat(saved.received()).isZero();
        assertThat(saved.acknowledged()).isZero();
        assertThat(saved.frames()).isEmpty();
    }

    @Test
    void shouldHoldHowFarASessionGot() {
        journal.begin(FIRST, SECRET);
        journal.established(1 << 20);
        append("a", "b", "c");
        journal.acknowledged(1);
        journal.received(7);
        journal.received(6);
        journal.attempt(3);

        SavedSession saved = Objects.requireNonNull(saved());
        assertThat(saved.peerWindow()).isEqualTo(1 << 20);
        assertThat(saved.received()).isEqualTo(7);
        assertThat(saved.lastAttempt()).isEqualTo(3);
        assertThat(saved.acknowledged()).isEqualTo(1);
        assertThat(frames(saved)).containsExactly("b", "c");
    }

    @Test
    void shouldKeepUnacknowledgedFramesWhenAnotherSessionBegins() {
        journal.begin(FIRST, SECRET);
        append("a", "b", "c");
        journal.acknowledged(2);
        journal.begin(SECOND, SECRET);
        append("d");
        journal.acknowledged(1);

        SavedSession saved = Objects.requireNonNull(saved());
        assertThat(saved.session()).isEqualTo(SECOND);
        assertThat(saved.acknowledged()).isEqualTo(1);
        assertThat(frames(saved)).containsExactly("d");
    }

    @Test
    void shouldHoldWhatWasKeptWhenASessionIsRenewed() {
        journal.begin(FIRST, SECRET);
        append("a", "b", "c");
        journal.acknowledged(1);
        journal.renewed(SECOND, SECRET, 7, List.of("C".getBytes(US_ASCII)));
        append("d");
        journal.acknowledged(1);

        SavedSession saved = Objects.requireNonNull(saved());
        assertThat(saved.session()).isEqualTo(SECOND);
        assertThat(saved.lastAttempt()).isEqualTo(7);
        assertThat(saved.acknowledged()).isEqualTo(1);
        assertThat(frames(saved)).containsExactly("d");
    }

    @Test
    void shouldHoldNothingWhenTheSessionHasEnded() {
        journal.begin(FIRST, SECRET);
        append("a");
        journal.end();
        assertThat(saved()).isNull();

        journal.begin(SECOND, SECRET);
        assertThat(frames(Objects.requireNonNull(saved()))).isEmpty();
    }

    @Test
    void shouldNotCountAFrameThatFoundNoRoom() {
        journal.begin(FIRST, SECRET);
        append("a");
        disk.capacity(disk.contents(Logs.PATH).length + 7);
        assertThatThrownBy(() -> append("b")).isInstanceOf(JournalException.class);
        disk.capacity(Long.MAX_VALUE);
        append("c");

        assertThatThrownBy(() -> journal.acknowledged(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(frames(Objects.requireNonNull(saved()))).containsExactly("a", "c");
    }

    @Test
    void shouldWriteAnAcknowledgementAgainThatFoundNoRoom() {
        journal.begin(FIRST, SECRET);
        append("a", "b", "c");
        disk.capacity(0);
        journal.acknowledged(2);
        disk.capacity(Long.MAX_VALUE);
        journal.begin(SECOND, SECRET);

        assertThat(frames(Objects.requireNonNull(saved()))).containsExactly("c");
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatThrownBy(() -> append("before any session")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.received(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.attempt(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.established(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.acknowledged(1)).isInstanceOf(IllegalStateException.class);
        journal.begin(FIRST, SECRET);
        append("a");
        assertThatThrownBy(() -> journal.acknowledged(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> append("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> append("x".repeat(RecordBuffer.MAX_BODY + 1)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(frames(Objects.requireNonNull(saved()))).containsExactly("a");
    }

    @Test
    void shouldStaySmallHoweverMuchIsSent() {
        journal.close();
        journal = ClientJournal.open(disk, Logs.PATH, Durability.WRITE, 10_000).journal();
        journal.begin(FIRST, SECRET);
        for (int i = 1; i <= 10_000; i++) {
            append("text " + i);
            journal.acknowledged(Math.max(0, i - 10));
            assertThat(disk.contents(Logs.PATH)).hasSizeLessThan(10_100);
        }

        SavedSession saved = Objects.requireNonNull(saved());
        assertThat(saved.acknowledged()).isEqualTo(9_990);
        assertThat(frames(saved)).hasSize(10).startsWith("text 9991").endsWith("text 10000");
    }

    @Test
    void shouldRefuseEverythingWhenClosed() {
        journal.begin(FIRST, SECRET);
        journal.close();
        journal.close();

        assertThatThrownBy(() -> append("late")).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.end()).isInstanceOf(JournalException.class);
    }

    @Test
    void shouldStandInAFileOfEachPeersOwn(@TempDir Path directory) {
        Path outbox = directory.resolve("outbox");
        FileDisk real = new FileDisk();
        try (ClientJournal one = ClientJournal.open(real, outbox, "Chat.example", 4000, Durability.SYNC)
                        .journal();
                ClientJournal other = ClientJournal.open(real, outbox, "::1", 4000, Durability.WRITE)
                        .journal()) {
            one.begin(FIRST, SECRET);
            other.begin(SECOND, SECRET);
            assertThatThrownBy(() -> ClientJournal.open(real, outbox, "chat.example", 4000, Durability.WRITE))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("peer-chat.example-4000.journal is in use");
        }
        ClientJournal.Opened again = ClientJournal.open(real, outbox, "chat.EXAMPLE", 4000, Durability.WRITE);
        assertThat(again.saved()).extracting(SavedSession::session).isEqualTo(FIRST);
        again.journal().close();
    }

    private ClientJournal.Opened open() {
        return ClientJournal.open(disk, Logs.PATH, Durability.WRITE, Long.MAX_VALUE);
    }

    /** What is found by who opens it again; the journal goes on. */
    private @Nullable SavedSession saved() {
        journal.close();
        ClientJournal.Opened opened = open();
        journal = opened.journal();
        return opened.saved();
    }

    private void append(String... frames) {
        for (String frame : frames) {
            byte[] bytes = frame.getBytes(US_ASCII);
            journal.appended(bytes, 0, bytes.length);
        }
    }

    private static List<String> frames(SavedSession saved) {
        return saved.frames().stream().map(frame -> new String(frame, US_ASCII)).toList();
    }
}
