package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.BindingDance.AWAY;
import static io.tekcos.chat.protocol.BindingDance.HOME;
import static io.tekcos.chat.protocol.BindingDance.ID;
import static io.tekcos.chat.protocol.BindingDance.answer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.protocol.BindingStep.Accepted;
import io.tekcos.chat.protocol.BindingStep.Dropped;
import io.tekcos.chat.protocol.BindingStep.Up;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bound;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two sides of a UDP path together, over a network that loses, repeats and replays. */
class BindingDanceTest {

    private final BindingDance dance = new BindingDance();

    @Test
    void shouldBindInFourDatagrams() {
        Helo helo = requireNonNull(dance.client.poll(0));
        assertThat(helo).isEqualTo(new Helo(ID, 1));
        HeloOk heloOk = (HeloOk) answer(dance.toServer(helo, HOME));
        assertThat(heloOk).isEqualTo(new HeloOk(ID, 1, dance.cookies.issue(ID, 0, HOME, 0)));
        Bind bind = (Bind) answer(dance.toClient(heloOk));
        assertThat(bind).isEqualTo(dance.bind(2, HOME));
        assertThat(dance.server.address()).isNull();

        assertThat(dance.toServer(bind, HOME)).isEqualTo(new Up(new Bound(ID, 2)));
        assertThat(dance.server.address()).isEqualTo(HOME);
        assertThat(dance.client.isBound()).isFalse();
        assertThat(dance.toClient(new Bound(ID, 2))).isEqualTo(new Up(null));
        assertThat(dance.client.isBound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 30, 45})
    void shouldBindOverANetworkThatLosesAndRepeats(int percentLost) {
        int lost = 0;
        int repeated = 0;
        for (int seed = 0; seed < 50; seed++) {
            LossyRun run = new LossyRun(new Random(seed), percentLost);
            run.untilUp();
            lost += run.lost;
            repeated += run.repeated;
        }
        assertThat(lost > 0).isEqualTo(percentLost > 0);
        assertThat(repeated > 0).isEqualTo(percentLost > 0);
    }

    @Test
    void shouldCarryTextsBothWaysOnceBound() {
        dance.bindFrom(HOME);

        assertThat(dance.toServer(dance.text(dance.client.nextNumber()), HOME)).isInstanceOf(Accepted.class);
        assertThat(dance.toClient(dance.text(dance.server.nextNumber()))).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldMoveWhenTheClientBindsFromElsewhere() {
        dance.bindFrom(HOME);
        dance.bindFrom(AWAY);

        assertThat(dance.server.address()).isEqualTo(AWAY);
        assertThat(dance.toServer(dance.text(dance.client.nextNumber()), AWAY)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldLearnFromACookieThatItsAddressHasChanged() {
        dance.bindFrom(HOME);
        Datagram heloOk = answer(dance.toServer(dance.text(dance.client.nextNumber()), AWAY));
        Bind bind = (Bind) answer(dance.toClient(heloOk));

        assertThat(dance.toServer(bind, AWAY)).isInstanceOf(Up.class);
        assertThat(dance.server.address()).isEqualTo(AWAY);
    }

    @Test
    void shouldNotMoveBackWhenAnEarlierBindIsReplayed() {
        Bind first = dance.bindFrom(HOME);
        Bind second = dance.bindFrom(AWAY);

        assertThat(dance.toServer(first, HOME)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.toServer(second, AWAY)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.toServer(second, HOME)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.server.address()).isEqualTo(AWAY);
    }

    /** Passes every datagram on, but loses some and repeats others at once or later. */
    private static final class LossyRun {

        private final BindingDance sides = new BindingDance();
        private final List<Datagram> sentToServer = new ArrayList<>();
        private final Random random;
        private final int percentLost;
        private int lost;
        private int repeated;

        LossyRun(Random random, int percentLost) {
            this.random = random;
            this.percentLost = percentLost;
        }

        void untilUp() {
            for (int millis = 0; !sides.client.isBound(); millis++) {
                assertThat(millis).as("still probing after two minutes").isLessThan(120_000);
                Helo helo = sides.client.poll(sides.now);
                if (helo != null) {
                    send(helo);
                }
                if (percentLost > 0 && random.nextInt(400) == 0 && !sentToServer.isEmpty()) {
                    repeated++;
                    sides.toServer(sentToServer.get(random.nextInt(sentToServer.size())), HOME);
                }
                sides.passMillis(1);
            }
            assertThat(sides.server.address()).isEqualTo(HOME);
        }

        private void send(Datagram toServer) {
            sentToServer.add(toServer);
            Datagram back = isLost() ? null : answerIn(sides.toServer(toServer, HOME));
            if (back != null && !isLost()) {
                Datagram next = answerIn(sides.toClient(back));
                if (next != null) {
                    send(next);
                }
            }
        }

        private static @Nullable Datagram answerIn(BindingStep step) {
            if (step instanceof BindingStep.Up up) {
                return up.answer();
            }
            return step instanceof BindingStep.Answered answered ? answered.answer() : null;
        }

        private boolean isLost() {
            if (random.nextInt(100) < percentLost) {
                lost++;
                return true;
            }
            return false;
        }
    }
}
