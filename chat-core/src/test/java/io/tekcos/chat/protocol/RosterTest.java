package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is in the room, as a server tells it. */
class RosterTest {

    private static final int REMEMBERED = 64;

    private final Roster roster = Roster.ofClient();

    @Test
    void shouldTakeTheFirstToBeNamedForItself() throws WireException {
        assertThat(roster.onFrame(new Member(7, "ann"))).isEqualTo(new MemberJoined(new RoomMember(7, "ann"), true));
        assertThat(roster.onFrame(new Member(3, "ben"))).isEqualTo(new MemberJoined(new RoomMember(3, "ben"), false));
    }

    @Test
    void shouldTakeNobodyElseForItselfWhenItHasLeft() throws WireException {
        roster.onFrame(new Member(7, "ann"));
        roster.onFrame(new Left(7));

        assertThat(roster.onFrame(new Member(8, "ben"))).isEqualTo(new MemberJoined(new RoomMember(8, "ben"), false));
    }

    @Test
    void shouldSayWhoLeft() throws WireException {
        roster.onFrame(new Member(-1, "ann"));

        assertThat(roster.onFrame(new Left(-1))).isEqualTo(new MemberLeft(new RoomMember(0xffff_ffffL, "ann")));
    }

    @Test
    void shouldListWhoIsThereInTheOrderInWhichTheyWereNamed() throws WireException {
        assertThat(roster.members()).isEmpty();
        roster.onFrame(new Member(9, "ann"));
        roster.onFrame(new Member(2, "ben"));
        roster.onFrame(new Member(5, "cas"));
        roster.onFrame(new Left(2));

        assertThat(roster.members()).containsExactly(new RoomMember(9, "ann"), new RoomMember(5, "cas"));
    }

    @Test
    void shouldNameThePeerForNumber0() throws WireException {
        roster.onFrame(new Member(1, "ann"));

        assertThat(roster.nameOf(0, "server")).isEqualTo("server");
        assertThat(roster.nameOf(1, "server")).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, -1})
    void shouldShowTheNumberOfWhoIsNotNamedYet(int number) throws WireException {
        String shown = "#" + Integer.toUnsignedString(number);
        assertThat(roster.nameOf(number, "server")).isEqualTo(shown);

        roster.onFrame(new Member(1, "ann"));

        assertThat(roster.nameOf(number, "server")).isEqualTo(shown);
    }

    @Test
    void shouldRememberTheLatestToLeaveAndForgetTheOlder() throws WireException {
        for (int number = 1; number <= REMEMBERED + 1; number++) {
            roster.onFrame(new Member(number, "member " + number));
            roster.onFrame(new Left(number));
        }

        assertThat(roster.nameOf(1, "server")).isEqualTo("#1");
        assertThat(roster.nameOf(2, "server")).isEqualTo("member 2");
        assertThat(roster.nameOf(REMEMBERED + 1, "server")).isEqualTo("member " + (REMEMBERED + 1));
        assertThat(roster.members()).isEmpty();
    }

    @Test
    void shouldRefuseNumber0() {
        assertThat(violation(new Member(0, "ann"))).hasMessageContaining("the number 0");
        assertThat(violation(new Left(0))).hasMessageContaining("member 0 is not there");
        assertThat(roster.members()).isEmpty();
    }

    @Test
    void shouldRefuseSomebodyWhoIsThereAlready() throws WireException {
        roster.onFrame(new Member(4, "ann"));

        assertThat(violation(new Member(4, "ben"))).hasMessageContaining("member 4 is there already");
        assertThat(roster.members()).containsExactly(new RoomMember(4, "ann"));
    }

    @Test
    void shouldRefuseThatSomebodyLeavesWhoIsNotThere() throws WireException {
        assertThat(violation(new Left(-1))).hasMessageContaining("member 4294967295 is not there");
        roster.onFrame(new Member(4, "ann"));
        roster.onFrame(new Left(4));

        assertThat(violation(new Left(4))).hasMessageContaining("member 4 is not there");
    }

    @Test
    void shouldRefuseMoreMembersThanARoomMayHave() throws WireException {
        for (int number = 1; number <= Roster.MOST_MEMBERS; number++) {
            roster.onFrame(new Member(number, "m"));
        }

        assertThat(violation(new Member(Roster.MOST_MEMBERS + 1, "one more"))).hasMessageContaining("65536");
        roster.onFrame(new Left(1));
        roster.onFrame(new Member(Roster.MOST_MEMBERS + 1, "one more"));
        assertThat(roster.members()).hasSize(Roster.MOST_MEMBERS);
    }

    @Test
    void shouldLetNoClientSayWhoIsThere() {
        Roster server = Roster.ofServer();

        for (RoomFrame frame : new RoomFrame[] {new Member(1, "ann"), new Left(1)}) {
            WireException thrown = catchThrowableOfType(WireException.class, () -> server.onFrame(frame));
            assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
            assertThat(thrown).hasMessageContaining("a client");
        }
        assertThat(server.members()).isEmpty();
        assertThat(server.nameOf(7, "client")).isEqualTo("client");
    }

    private WireException violation(RoomFrame frame) {
        WireException thrown = catchThrowableOfType(WireException.class, () -> roster.onFrame(frame));
        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        return thrown;
    }
}
