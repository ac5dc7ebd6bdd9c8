package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedRoom.Guest;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TextDatagram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By which path each member of a room gets a text. */
class RoomPathsTest {

    private static final int MAX_WAITING = 3;

    private EmbeddedRoom hall;
    private Guest ann;
    private Guest ben;
    private Guest cas;

    /** Ann speaks, Ben can be reached by UDP, Cas cannot. */
    @BeforeEach
    void open() throws Exception {
        hall = new EmbeddedRoom(Limits.builder().waitingDatagrams(MAX_WAITING).build());
        ann = hall.join("ann").bind();
        ben = hall.join("ben").bind();
        cas = hall.join("cas");
        forget();
    }

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldPassOnByTcpWhatCameByTcp() {
        ann.says(new Text(1, 0, "hello", false));

        assertThat(ben.gets()).containsExactlyElementsOf(cas.gets()).hasSize(1);
        assertThat(hall.datagrams()).isEmpty();
    }

    @Test
    void shouldPassOnByUdpWhatCameByUdpAndByTcpWhereThatIsNotUp() {
        ann.says(new TextDatagram(ann.datagramId, ann.nextNumber(), 1, 0, "quick"));

        Text byTcp = only(cas.gets());
        assertThat(byTcp).isEqualTo(new Text(byTcp.id(), 1, "quick", false));
        Datagram byUdp = onlyDatagramTo(ben);
        assertThat(byUdp).isEqualTo(new TextDatagram(ben.datagramId, byUdp.number(), byTcp.id(), 1, "quick"));
        assertThat(ben.gets()).isEmpty();
        assertThat(hall.messages()).containsExactly(new Message(1, "ann", "quick", Via.UDP, false));
        assertThat(cas.session.counters().udp().fallbacks()).isEqualTo(1);
        assertThat(ben.session.counters().udp().fallbacks()).isZero();
        assertThat(ben.session.counters().udp().textsSent()).isEqualTo(1);
    }

    @Test
    void shouldPassOnByBothWhatCameByBothWhicheverCopyIsFirst() {
        ann.says(new Text(1, 0, "stream first", true));
        passedOnByBoth("stream first");

        ann.says(new CopyDatagram(ann.datagramId, ann.nextNumber(), 2, 2, 0, "copy first"));
        passedOnByBoth("copy first");
        ann.says(new Text(2, 0, "copy first", true));

        assertThat(ben.gets()).isEmpty();
        assertThat(cas.gets()).isEmpty();
        assertThat(hall.datagrams()).isEmpty();
        assertThat(ben.session.counters().both().textsSent()).isEqualTo(2);
    }

    @Test
    void shouldPassOnADatagramOnce() {
        TextDatagram datagram = new TextDatagram(ann.datagramId, ann.nextNumber(), 1, 0, "twice");
        ann.says(datagram);
        ann.says(datagram);

        assertThat(cas.gets()).hasSize(1);
        assertThat(hall.datagrams()).hasSize(1);
    }

    @Test
    void shouldPassOnByTcpWhatIsTooLongForACopy() {
        String longest = "x".repeat(Limits.MAX_COPY_TEXT_BYTES + 1);
        ann.says(new Text(1, 0, longest, true));

        assertThat(only(ben.gets()).both()).isFalse();
        assertThat(only(cas.gets()).text()).isEqualTo(longest);
        assertThat(hall.datagrams()).isEmpty();
    }

    @Test
    void shouldPassOnByTcpWhatFindsTooManyDatagramsWaiting() {
        for (int i = 0; i < MAX_WAITING; i++) {
            assertThat(ben.session.udpPath().outbox().tryReserve()).isTrue();
        }

        ann.says(new TextDatagram(ann.datagramId, ann.nextNumber(), 1, 0, "quick"));

        assertThat(only(ben.gets()).text()).isEqualTo("quick");
        assertThat(hall.datagrams()).isEmpty();
        assertThat(ben.session.counters().udp().fallbacks()).isEqualTo(1);
    }

    @Test
    void shouldRefuseMemberByMemberWhatTheHostSendsByUdpAlone() {
        Map<NettySession, Sending> sendings = hall.room.send("quick", Via.UDP, Fallback.NONE);

        assertThat(onlyDatagramTo(ben)).isInstanceOf(TextDatagram.class);
        assertThat(cas.gets()).isEmpty();
        assertThat(sendings.get(ben.session)).isCompleted();
        assertThat(sendings)
                .hasEntrySatisfying(
                        cas.session,
                        sending -> assertThat(Futures.failure(sending, SendRefusedException.class)
                                        .reason())
                                .isEqualTo(Reason.UDP_NOT_UP));
    }

    @Test
    void shouldLetTheHostsTextFallBackMemberByMember() {
        hall.room.send("quick", Via.UDP, Fallback.TCP);
        assertThat(onlyDatagramTo(ben)).isInstanceOf(TextDatagram.class);
        assertThat(only(cas.gets()).text()).isEqualTo("quick");

        hall.room.send("either way", Via.BOTH, Fallback.TCP);
        assertThat(onlyDatagramTo(ben)).isInstanceOf(CopyDatagram.class);
        assertThat(only(ben.gets()).both()).isTrue();
        assertThat(only(cas.gets()).both()).isFalse();
    }

    private void passedOnByBoth(String text) {
        Text byStream = only(ben.gets());
        assertThat(byStream).isEqualTo(new Text(byStream.id(), 1, text, true));
        assertThat(onlyDatagramTo(ben)).isInstanceOfSatisfying(CopyDatagram.class, copy -> {
            assertThat(copy.textId()).isEqualTo(byStream.id());
            assertThat(copy.from()).isEqualTo(1);
            assertThat(copy.text()).isEqualTo(text);
        });
        assertThat(cas.gets()).containsExactly(new Text(byStream.id(), 1, text, false));
    }

    private void forget() {
        for (Guest guest : List.of(ann, ben, cas)) {
            guest.gets();
        }
        hall.datagrams();
    }

    private Datagram onlyDatagramTo(Guest guest) {
        List<Datagram> sent = guest.gets(hall.datagrams());
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private static Text only(List<Frame> frames) {
        assertThat(frames).singleElement().isInstanceOf(Text.class);
        return (Text) frames.get(0);
    }
}
