package io.tekcos.chat.netty;

import static io.tekcos.chat.netty.AttackedSession.ATTACKER;
import static io.tekcos.chat.netty.EmbeddedDatagrams.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.protocol.NumberWindow;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks under which the client must bind anew, and can. */
class HijackRecoveryTest {

    private AttackedSession attacked;
    private List<Datagram> binding;

    @BeforeEach
    void bind() throws Exception {
        attacked = new AttackedSession();
        binding = attacked.bind(CLIENT);
    }

    @AfterEach
    void end() {
        attacked.close();
    }

    @Test
    void shouldComeBackByABindAfterAForgedNumberThatIsJustNotTooFarAhead() {
        long number = binding.get(1).number() + NumberWindow.MAX_AHEAD;
        attacked.attack(new PongDatagram(attacked.id, number, 1), CLIENT);
        long next = attacked.nextNumber();
        attacked.udp.receive(new TextDatagram(attacked.id, next, 1, 0, "lost"), CLIENT);
        assertThat(attacked.dropped(DropReason.TOO_OLD)).isEqualTo(1);

        attacked.pass(Duration.ofSeconds(10)); // in which the PONGs of the client seem too old as well
        assertThat(attacked.session.udp()).isEqualTo(PathState.DOWN);
        attacked.udp.receive(attacked.proven(attacked.nextNumber(), attacked.cookie(CLIENT)), CLIENT);
        attacked.bind(CLIENT); // with a cookie of the new generation that the BIND before has begun

        attacked.shouldGoOn();
    }

    @Test
    void shouldComeBackByTheNextBindWhenTheNumberOfOneWasForged() {
        Bind bind = attacked.proven(attacked.nextNumber(), attacked.cookie(CLIENT));
        attacked.attack(new PongDatagram(attacked.id, bind.number(), 1), CLIENT);

        attacked.udp.receive(bind, CLIENT);
        assertThat(attacked.dropped(DropReason.DUPLICATE)).isEqualTo(1);
        attacked.bind(CLIENT); // with the next HELO

        attacked.shouldGoOn();
    }

    @Test
    void shouldMoveWhileSomebodyElseTakesAllTheCookiesHeCanGet() {
        attacked.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            attacked.attack(binding.get(0), ATTACKER);
        }
        attacked.answers();
        Helo helo = new Helo(attacked.id, attacked.nextNumber());

        attacked.udp.receive(helo, new InetSocketAddress(CLIENT.getAddress(), 50_002)); // a NAT gave another port

        assertThat(attacked.udp.sent()).hasSize(1);
    }
}
