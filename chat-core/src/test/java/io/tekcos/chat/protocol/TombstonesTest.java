package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TombstonesTest {

    private static final long LIFE = 1000;

    /** The clock may have any value, and pass zero. */
    private static final long START = -500;

    private final Tombstones tombstones = new Tombstones(3, LIFE);

    @Test
    void shouldRememberHowFarASessionHadCome() {
        tombstones.add(session(1), new Tombstone(Keys.SECRET, 5, false), START);

        assertThat(tombstones.find(session(1), START)).isEqualTo(new Tombstone(Keys.SECRET, 5, false));
        assertThat(tombstones.find(session(2), START)).isNull();
        assertThat(tombstones.count()).isEqualTo(1);
    }

    @Test
    void shouldForgetTheOldestWhenTheyAreTooMany() {
        IntStream.rangeClosed(1, 5).forEach(i -> add(i, START));

        assertThat(tombstones.count()).isEqualTo(3);
        assertThat(tombstones.find(session(2), START)).isNull();
        assertThat(tombstones.find(session(3), START)).isNotNull();
        assertThat(tombstones.find(session(5), START)).isNotNull();
    }

    @Test
    void shouldForgetEachWhenItsTimeIsOver() {
        add(1, START);
        add(2, START + 1);

        assertThat(tombstones.find(session(1), START + LIFE - 1)).isNotNull();
        assertThat(tombstones.find(session(1), START + LIFE)).isNull();
        assertThat(tombstones.find(session(2), START + LIFE)).isNotNull();
        assertThat(tombstones.count()).isEqualTo(1);
    }

    @Test
    void shouldForgetOldOnesAlsoWhenNobodyAsks() {
        add(1, START);
        add(2, START);
        add(3, START + LIFE);

        assertThat(tombstones.count()).isEqualTo(1);
    }

    @Test
    void shouldKnowTheLatestOfOneNameAndCountItOnce() {
        add(1, START);
        add(2, START);
        add(3, START);
        tombstones.add(session(1), new Tombstone(Keys.NONCE, 9, true), START + 1);
        add(4, START + 1);

        assertThat(tombstones.find(session(1), START + 1)).isEqualTo(new Tombstone(Keys.NONCE, 9, true));
        assertThat(tombstones.find(session(2), START + 1))
                .as("which is the oldest now")
                .isNull();
        assertThat(tombstones.count()).isEqualTo(3);
    }

    private void add(int session, long now) {
        tombstones.add(session(session), new Tombstone(Keys.SECRET, session, true), now);
    }

    private static SessionId session(int name) {
        return new SessionId(name, 0);
    }
}
