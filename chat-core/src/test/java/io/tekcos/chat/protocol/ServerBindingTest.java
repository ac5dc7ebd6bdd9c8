package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.BindingDance.AWAY;
import static io.tekcos.chat.protocol.BindingDance.HOME;
import static io.tekcos.chat.protocol.BindingDance.ID;
import static io.tekcos.chat.protocol.BindingDance.answer;
import static io.tekcos.chat.protocol.BindingDance.sizeOf;
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
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerBindingTest {

    private final BindingDance dance = new BindingDance();

    @Test
    void shouldNotBindWithoutProof() {
        Bind good = dance.bind(1, HOME);
        List<Bind> unproven = List.of(
                new Bind(ID, 1, good.cookie(), Keys.NONCE),
                new Bind(ID, 1, Keys.NONCE, Proofs.bind(Keys.SECRET, ID, 1, Keys.NONCE)),
                new Bind(ID, 1, good.cookie(), Proofs.bind(Keys.NONCE, ID, 1, good.cookie())),
                new Bind(ID, 2, good.cookie(), good.proof()));

        for (Bind bind : unproven) {
            assertThat(dance.toServer(bind, HOME)).isEqualTo(new Dropped(DropReason.UNPROVEN));
        }
        assertThat(dance.server.address()).isNull();
        assertThat(dance.toServer(good, HOME)).isInstanceOf(Up.class);
    }

    @Test
    void shouldNotBindFromAnAddressTheCookieWasNotIssuedTo() {
        Bind bind = dance.bind(1, HOME);

        assertThat(dance.toServer(bind, AWAY)).isEqualTo(new Dropped(DropReason.UNPROVEN));
        assertThat(dance.server.address()).isNull();
    }

    @Test
    void shouldNotBindWithACookieThatHasExpired() {
        Bind bind = dance.bind(1, HOME);
        dance.passMillis(30_000);

        assertThat(dance.toServer(bind, HOME)).isEqualTo(new Dropped(DropReason.UNPROVEN));
    }

    @Test
    void shouldNotBindTwiceByTheSameNumberOrAnEarlierOne() {
        dance.toServer(dance.bind(5, HOME), HOME);

        for (long number : new long[] {5, 4, 1, 0, -1, Long.MIN_VALUE}) {
            assertThat(dance.toServer(dance.bind(number, AWAY), AWAY)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        }
        assertThat(dance.server.address()).isEqualTo(HOME);
        assertThat(dance.toServer(dance.bind(6, AWAY), AWAY)).isInstanceOf(Up.class);
    }

    @Test
    void shouldNotBindByANumberThatATextHasUsed() {
        dance.bindFrom(HOME);
        dance.toServer(dance.text(50), HOME);

        assertThat(dance.toServer(dance.bind(50, AWAY), AWAY)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.server.address()).isEqualTo(HOME);
    }

    @Test
    void shouldNotBindByANumberTooFarAhead() {
        dance.bindFrom(HOME);
        dance.toServer(dance.text(50), HOME);

        assertThat(dance.toServer(dance.bind(1L << 40, AWAY), AWAY)).isEqualTo(new Dropped(DropReason.FORGED));
        assertThat(dance.server.address()).isEqualTo(HOME);
    }

    @Test
    void shouldGiveUnboundAddressesNothingButCookies() {
        assertThat(dance.toServer(dance.text(1), HOME))
                .isEqualTo(
                        new Answered(new HeloOk(ID, 1, dance.cookies.issue(ID, 0, HOME, 0)), DropReason.WRONG_ADDRESS));
        assertThat(dance.toServer(new Helo(ID, 2), HOME))
                .isEqualTo(new Answered(new HeloOk(ID, 2, dance.cookies.issue(ID, 0, HOME, 0)), null));
        assertThat(dance.server.address()).isNull();
    }

    @Test
    void shouldNeitherDeliverNorRememberATextFromAnotherAddress() {
        dance.bindFrom(HOME);
        TextDatagram text = dance.text(50);

        assertThat(dance.toServer(text, AWAY)).isInstanceOf(Answered.class);
        assertThat(dance.server.address()).isEqualTo(HOME);
        assertThat(dance.toServer(text, HOME)).isEqualTo(new Accepted(text));
    }

    @Test
    void shouldNotMoveForAHelo() {
        dance.bindFrom(HOME);
        dance.toServer(new Helo(ID, 40), AWAY);

        assertThat(dance.server.address()).isEqualTo(HOME);
    }

    @Test
    void shouldAnswerWithCookiesFourTimesASecondAtMost() {
        for (int i = 0; i < 4; i++) {
            assertThat(dance.toServer(dance.text(50), AWAY)).isInstanceOf(Answered.class);
        }
        assertThat(dance.toServer(dance.text(50), AWAY)).isEqualTo(new Dropped(DropReason.WRONG_ADDRESS));
        assertThat(dance.toServer(new Helo(ID, 50), AWAY)).isEqualTo(new Ignored());

        dance.passMillis(999);
        assertThat(dance.toServer(new Helo(ID, 51), AWAY)).isEqualTo(new Ignored());
        dance.passMillis(1);
        assertThat(dance.toServer(new Helo(ID, 52), AWAY)).isInstanceOf(Answered.class);
    }

    @Test
    void shouldNeverAnswerWithMoreBytesThanItWasAsked() {
        for (int length = 0; length <= 40; length++) {
            dance.passMillis(1000);
            TextDatagram text = new TextDatagram(ID, 50, 1, 0, "x".repeat(length));
            BindingStep step = dance.toServer(text, AWAY);
            if (sizeOf(text) < HeloOk.BYTES) {
                assertThat(step).isEqualTo(new Dropped(DropReason.WRONG_ADDRESS));
            } else {
                assertThat(sizeOf(answer(step))).isLessThanOrEqualTo(sizeOf(text));
            }
        }
        Helo helo = new Helo(ID, 60);
        assertThat(sizeOf(answer(dance.toServer(helo, AWAY)))).isLessThanOrEqualTo(sizeOf(helo));
        Bind bind = dance.bind(61, AWAY);
        Up up = (Up) dance.toServer(bind, AWAY);
        assertThat(up.answer()).satisfies(bound -> assertThat(sizeOf(bound)).isLessThanOrEqualTo(sizeOf(bind)));
    }

    @Test
    void shouldDropTextsThatAreRepeatedOldOrForged() {
        dance.bindFrom(HOME);
        dance.toServer(dance.text(10_000), HOME);

        assertThat(dance.toServer(dance.text(10_000), HOME)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.toServer(dance.text(5_000), HOME)).isEqualTo(new Dropped(DropReason.TOO_OLD));
        assertThat(dance.toServer(dance.text(0), HOME)).isEqualTo(new Dropped(DropReason.FORGED));
        assertThat(dance.toServer(dance.text(1L << 40), HOME)).isEqualTo(new Dropped(DropReason.FORGED));
    }

    @Test
    void shouldBeginANewGenerationWithABindThatSeemsOld() {
        dance.bindFrom(HOME);
        assertThat(dance.toServer(dance.text(1 << 24), HOME))
                .isInstanceOf(Accepted.class); // forged, as nobody can tell
        Bind late = dance.bind(3, HOME);
        assertThat(dance.toServer(late, HOME)).isEqualTo(new Dropped(DropReason.TOO_OLD));
        assertThat(dance.toServer(late, HOME)).isEqualTo(new Dropped(DropReason.UNPROVEN));

        Bind fresh = dance.bindFrom(HOME);
        assertThat(dance.toServer(dance.text(fresh.number() - 1), HOME)).isEqualTo(new Dropped(DropReason.DUPLICATE));
        assertThat(dance.toServer(dance.text(fresh.number() + 1), HOME)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldDropABindThatSeemsOldIfSomethingWasHeardSinceItsCookie() {
        dance.bindFrom(HOME);
        dance.toServer(dance.text(1 << 24), HOME);
        dance.toServer(dance.bind(3, HOME), HOME);
        Datagram heloOk = answer(dance.toServer(new Helo(ID, 4), HOME));
        Datagram bind = answer(dance.toClient(heloOk));
        dance.toServer(dance.text((1 << 24) + 1), HOME);

        assertThat(dance.toServer(bind, HOME)).isEqualTo(new Dropped(DropReason.TOO_OLD));
        assertThat(dance.toServer(dance.text((1 << 24) + 2), HOME)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldHaveCookiesForItsClientsHostHoweverManyOthersAskFor() {
        dance.bindFrom(HOME);
        for (int i = 0; i < 10; i++) {
            dance.toServer(new Helo(ID, 50), AWAY);
        }
        InetSocketAddress otherPort = new InetSocketAddress(HOME.getAddress(), HOME.getPort() + 1);
        assertThat(dance.toServer(new Helo(ID, 51), otherPort)).isInstanceOf(Answered.class);
    }

    @Test
    void shouldTakeFourBindsInASecondAtMost() {
        for (int i = 1; i <= 4; i++) {
            assertThat(dance.toServer(dance.bind(i, i % 2 == 0 ? HOME : AWAY), i % 2 == 0 ? HOME : AWAY))
                    .isInstanceOf(Up.class);
        }
        assertThat(dance.toServer(dance.bind(5, AWAY), AWAY)).isEqualTo(new Ignored());
        assertThat(dance.server.address()).isEqualTo(HOME);
        dance.passMillis(1000);
        assertThat(dance.toServer(dance.bind(5, AWAY), AWAY)).isInstanceOf(Up.class);
    }

    @Test
    void shouldCountAHeloFromItsClientAsArrived() {
        dance.bindFrom(HOME);
        long number = dance.client.nextNumber();
        dance.toServer(new Helo(ID, number), HOME);
        for (int i = 1; i <= 5; i++) {
            dance.toServer(dance.text(number + i), HOME);
        }
        assertThat(dance.server.arrivals().lost()).isZero();
    }

    @Test
    void shouldDropWhatOnlyAServerSends() {
        dance.bindFrom(HOME);
        for (Datagram datagram :
                List.of(new HeloOk(ID, 50, Keys.NONCE), new Bound(ID, 50), new UnknownDatagram(9, ID, 50))) {
            assertThat(dance.toServer(datagram, HOME)).isEqualTo(new Dropped(DropReason.UNKNOWN_TYPE));
        }
        assertThat(dance.toServer(dance.text(50), HOME)).isInstanceOf(Accepted.class);
    }
}
