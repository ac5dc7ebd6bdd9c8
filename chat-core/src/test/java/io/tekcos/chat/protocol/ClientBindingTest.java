package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.BindingDance.ID;
import static io.tekcos.chat.protocol.BindingDance.answer;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.protocol.BindingStep.Accepted;
import io.tekcos.chat.protocol.BindingStep.Answered;
import io.tekcos.chat.protocol.BindingStep.Dropped;
import io.tekcos.chat.protocol.BindingStep.Ignored;
import io.tekcos.chat.protocol.BindingStep.Up;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.TextDatagram;
import io.tekcos.chat.wire.UnknownDatagram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientBindingTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = MILLISECONDS.toNanos(-200);

    private final ClientBinding client = new ClientBinding(ID, Keys.SECRET, START);

    @Test
    void shouldAskAtOnceAndThenEverMoreSlowly() {
        List<Integer> asked = new ArrayList<>();
        for (int millis = 0; millis <= 4600; millis++) {
            Helo helo = client.poll(at(millis));
            if (helo != null) {
                asked.add(millis);
                assertThat(helo).isEqualTo(new Helo(ID, asked.size()));
            }
        }

        assertThat(asked).containsExactly(0, 50, 150, 350, 750, 1550, 2550, 3550, 4550);
    }

    @Test
    void shouldTellHowLongToWait() {
        assertThat(client.untilPoll(START)).isZero();
        client.poll(START);

        assertThat(client.untilPoll(START)).isEqualTo(MILLISECONDS.toNanos(50));
        assertThat(client.untilPoll(at(20))).isEqualTo(MILLISECONDS.toNanos(30));
        assertThat(client.poll(at(50) - 1)).isNull();
        assertThat(client.untilPoll(at(60))).isNegative();
    }

    @Test
    void shouldAskNoMoreWhenUp() {
        client.poll(START);
        assertThat(onDatagram(new Bound(ID, 1), START)).isEqualTo(new Up(null));

        assertThat(client.isBound()).isTrue();
        assertThat(client.poll(at(5000))).isNull();
        assertThat(client.untilPoll(at(5000))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldBindWithTheCookieItIsGiven() {
        client.poll(START);
        Bind bind = (Bind) answer(onDatagram(new HeloOk(ID, 1, Keys.NONCE), START));

        assertThat(bind).isEqualTo(new Bind(ID, 2, Keys.NONCE, Proofs.bind(Keys.SECRET, ID, 2, Keys.NONCE)));
        assertThat(client.isBound()).isFalse();
        assertThat(client.poll(at(50))).isEqualTo(new Helo(ID, 3));
    }

    @Test
    void shouldBindAgainWhenItsAddressHasChanged() {
        onDatagram(new Bound(ID, 1), START);

        assertThat(answer(onDatagram(new HeloOk(ID, 2, Keys.NONCE), START))).isInstanceOf(Bind.class);
        assertThat(client.isBound()).isTrue();
    }

    @Test
    void shouldBindFourTimesASecondAtMost() {
        for (int number = 1; number <= 4; number++) {
            assertThat(onDatagram(new HeloOk(ID, number, Keys.NONCE), START)).isInstanceOf(Answered.class);
        }
        assertThat(onDatagram(new HeloOk(ID, 5, Keys.NONCE), START)).isEqualTo(new Ignored());

        assertThat(client.nextNumber()).isEqualTo(5);
        assertThat(onDatagram(new HeloOk(ID, 6, Keys.NONCE), at(999))).isEqualTo(new Ignored());
        assertThat(onDatagram(new HeloOk(ID, 7, Keys.NONCE), at(1000))).isInstanceOf(Answered.class);
    }

    @Test
    void shouldDropADatagramOfAnotherSession() {
        assertThat(onDatagram(new Bound(ID + 1, 1), START)).isEqualTo(new Dropped(DropReason.UNKNOWN_ID));

        assertThat(client.isBound()).isFalse();
    }

    @Test
    void shouldDropWhatOnlyAClientSendsAndNotRememberIt() {
        for (Datagram datagram :
                List.of(new Helo(ID, 1), new Bind(ID, 1, Keys.NONCE, Keys.NONCE), new UnknownDatagram(9, ID, 1))) {
            assertThat(onDatagram(datagram, START)).isEqualTo(new Dropped(DropReason.UNKNOWN_TYPE));
        }
        assertThat(onDatagram(new Bound(ID, 1), START)).isEqualTo(new Up(null));
    }

    @Test
    void shouldAcceptEachTextOnce() {
        onDatagram(new Bound(ID, 1), START);
        TextDatagram text = new TextDatagram(ID, 9000, 5, 0, "hello");

        assertThat(onDatagram(text, START)).isEqualTo(new Accepted(text));
        assertThat(onDatagram(text, START)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(onDatagram(new Bound(ID, 9000), START)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(onDatagram(new HeloOk(ID, 100, Keys.NONCE), START)).isEqualTo(new Dropped(DropReason.TOO_OLD));
        assertThat(onDatagram(new Bound(ID, 1L << 40), START)).isEqualTo(new Dropped(DropReason.FORGED));
    }

    @Test
    void shouldBindAllTheSameWhenAForgedNumberMadeTheTrueOnesSeemOld() {
        onDatagram(new Bound(ID, 1), START);
        TextDatagram forged = new TextDatagram(ID, 1 << 24, 5, 0, "forged");
        assertThat(onDatagram(forged, START)).isEqualTo(new Accepted(forged));
        TextDatagram text = new TextDatagram(ID, 2, 6, 0, "true");
        assertThat(onDatagram(text, START)).isEqualTo(new Dropped(DropReason.TOO_OLD));

        client.onPathDown(START);
        Dropped tooOld = new Dropped(DropReason.TOO_OLD);
        assertThat(onDatagram(new HeloOk(ID, 3, Keys.NONCE), START)).isEqualTo(tooOld);
        assertThat(onDatagram(new HeloOk(ID, 4, Keys.NONCE), START)).isEqualTo(tooOld);
        assertThat(onDatagram(new HeloOk(ID, 5, Keys.NONCE), START)).isInstanceOf(Answered.class);
        assertThat(onDatagram(new Bound(ID, 6), START)).isEqualTo(new Up(null));
        assertThat(onDatagram(text, START)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        TextDatagram next = new TextDatagram(ID, 7, 7, 0, "next");
        assertThat(onDatagram(next, START)).isEqualTo(new Accepted(next));
    }

    @Test
    void shouldBindAllTheSameWhenForgedNumbersMadeTheTrueOnesSeemSeen() {
        onDatagram(new Bound(ID, 1), START);
        for (int number = 2; number < 100; number++) {
            onDatagram(new TextDatagram(ID, number, number, 0, "forged"), START);
        }
        client.onPathDown(START);
        Dropped duplicate = new Dropped(DropReason.DUPLICATE);
        assertThat(onDatagram(new HeloOk(ID, 2, Keys.NONCE), START)).isEqualTo(duplicate);
        assertThat(onDatagram(new HeloOk(ID, 3, Keys.NONCE), START)).isEqualTo(duplicate);
        assertThat(onDatagram(new HeloOk(ID, 4, Keys.NONCE), START)).isInstanceOf(Answered.class);
        assertThat(onDatagram(new Bound(ID, 5), START)).isEqualTo(new Up(null));
    }

    @Test
    void shouldNotTakeAnAnswerThatTheNetworkDoubles() {
        for (int number = 1; number <= 8; number++) {
            onDatagram(new HeloOk(ID, number, Keys.NONCE), START);
            assertThat(onDatagram(new HeloOk(ID, number, Keys.NONCE), START))
                    .isEqualTo(new Dropped(DropReason.DUPLICATE));
        }
    }

    private BindingStep onDatagram(Datagram datagram, long now) {
        return client.onDatagram(datagram, BindingDance.sizeOf(datagram), BindingDance.SERVER, now);
    }

    private static long at(long millis) {
        return START + MILLISECONDS.toNanos(millis);
    }
}
