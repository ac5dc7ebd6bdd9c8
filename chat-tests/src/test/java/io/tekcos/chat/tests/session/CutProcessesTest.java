package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.tests.session.SeveringProxy.Cut;
import io.tekcos.chat.tests.session.SeveringProxy.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes talk to one another without a pause while their TCP connection is severed again and again. UDP is left alone, so
 * that copies of some texts overtake the stream, which is cut under them.
 */
class CutProcessesTest {

    private static final int ID = 0;
    private static final int VIA = 1;
    private static final int CHECKSUM = 2;
    private static final int STATUS = 3;
    private static final int RECEIPT_VIA = 4;

    @Test
    void shouldLoseDoubleAndReorderNothingWhenCutAtRandomBytes() throws IOException {
        talk(24);
    }

    @Test
    @Tag("soak")
    void shouldLoseDoubleAndReorderNothingWhenCutTwoHundredTimesAtRandomBytes() throws IOException {
        talk(200);
    }

    private static void talk(int cuts) throws IOException {
        long seed = Long.getLong("cuts.seed", System.nanoTime());
        System.out.println("cuts.seed=" + seed);
        try (TalkerProcess server = new TalkerProcess(seed);
                SeveringProxy proxy = new SeveringProxy(Integer.parseInt(server.await(Talker.PORT)), cuts, seed);
                TalkerProcess client = new TalkerProcess(seed + 1, proxy.port())) {
            List<Cut> made = new ArrayList<>();
            while (made.size() < cuts) {
                made.add(Waiting.take(proxy.cuts));
            }
            for (TalkerProcess talker : List.of(client, server)) {
                talker.tell(Talker.STOP);
            }
            for (TalkerProcess talker : List.of(client, server)) {
                talker.await(Talker.SETTLED);
            }
            for (TalkerProcess talker : List.of(client, server)) {
                talker.tell(Talker.REPORT);
                talker.await(Talker.END);
            }
            System.out.println(summary("client", client) + "\n" + summary("server", server) + "\n" + made);
            shouldHaveFallenInTheMiddle(made);
            shouldHaveLostConnectionsWithTextsOnTheirWay(client, cuts);
            shouldHaveHeardAll(client, server);
            shouldHaveHeardAll(server, client);
            assertThat(client.reported("closed")).containsExactly(List.of("GOODBYE", "LOCAL"));
            assertThat(server.reported("closed")).containsExactly(List.of("GOODBYE", "PEER"));
        }
    }

    private static String summary(String name, TalkerProcess talker) {
        return "%s: sent %d, heard %d, %d of them by UDP, resumed %d times, repeated %d"
                .formatted(
                        name,
                        talker.reported("sent").size(),
                        talker.reported("heard").size(),
                        heard(talker, "UDP").size(),
                        talker.reported("resumed").size(),
                        talker.reported("resumed").stream()
                                .mapToLong(words -> Long.parseLong(words.get(0)))
                                .sum());
    }

    private static void shouldHaveFallenInTheMiddle(List<Cut> cuts) {
        assertThat(cuts).extracting(Cut::way).contains(Way.values());
        assertThat(cuts).extracting(Cut::held).allMatch(bytes -> bytes > 0);
        assertThat(cuts).extracting(Cut::inHandshake).contains(true, false);
    }

    private static void shouldHaveLostConnectionsWithTextsOnTheirWay(TalkerProcess talker, int cuts) {
        List<Long> unacknowledged = talker.reported("reconnecting").stream()
                .filter(words -> words.get(0).equals("1"))
                .map(words -> Long.parseLong(words.get(1)))
                .toList();
        assertThat(unacknowledged).hasSizeGreaterThan(cuts / 2).allMatch(bytes -> bytes > 0);
    }

    /** The stream's order is the sender's; a copy by UDP may overtake it, but is heard once. */
    private static void shouldHaveHeardAll(TalkerProcess from, TalkerProcess at) {
        List<List<String>> sent = from.reported("sent");
        List<List<String>> byStream = heard(at, "TCP");
        List<List<String>> early = heard(at, "UDP");
        Set<String> overtook = early.stream().map(text -> text.get(ID)).collect(Collectors.toSet());

        assertThat(contents(byStream))
                .isEqualTo(contents(sent.stream()
                        .filter(text -> !overtook.contains(text.get(ID)))
                        .toList()));
        assertThat(contents(early))
                .containsExactlyInAnyOrderElementsOf(contents(sent.stream()
                        .filter(text ->
                                overtook.contains(text.get(ID)) && text.get(VIA).equals("BOTH"))
                        .toList()));
        assertThat(sent).allMatch(text -> text.get(STATUS).equals("DELIVERED"));
        assertThat(sent).allMatch(text -> text.get(RECEIPT_VIA).equals(text.get(VIA)));
    }

    private static List<List<String>> heard(TalkerProcess talker, String via) {
        return talker.reported("heard").stream()
                .filter(text -> text.get(VIA).equals(via))
                .toList();
    }

    private static List<String> contents(List<List<String>> texts) {
        return texts.stream()
                .map(text -> text.get(ID) + " " + text.get(CHECKSUM))
                .toList();
    }
}
