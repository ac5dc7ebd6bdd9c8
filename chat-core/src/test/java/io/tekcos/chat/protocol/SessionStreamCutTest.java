package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two streams, and between them connections that are cut after every number of frames: whatever is cut, each text is heard once,
 * in order, and its sender hears so.
 */
class SessionStreamCutTest {

    private static final int MORE_THAN_ALL_FRAMES = 40;
    private static final List<String> OF_A = List.of("a1", "a2", "a3", "a4");
    private static final List<String> OF_B = List.of("b1", "b2", "b3");

    private long now = -1_000_000_000L;
    private StreamEnd a = new StreamEnd(StreamEnd.AWAY, now);
    private StreamEnd b = new StreamEnd(StreamEnd.AWAY, now);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseNothingWhereverItIsCut(boolean listenersReturn) throws WireException {
        for (int first = 0; first < MORE_THAN_ALL_FRAMES; first++) {
            for (int second = 0; second < 20; second++) {
                begin(listenersReturn);
                carry(first);
                reconnect();
                carry(second);
                reconnect();
                finish(first + " and " + second);
            }
        }
    }

    @Test
    void shouldLoseNothingHoweverOftenItIsCut() throws WireException {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            begin(random.nextBoolean());
            while (random.nextInt(8) > 0) {
                carry(random.nextInt(8));
                if (random.nextInt(4) == 0) {
                    a.returnFromAll();
                    b.returnFromAll();
                }
                reconnect();
            }
            finish("seed " + seed);
        }
    }

    private void begin(boolean listenersReturn) {
        a = new StreamEnd(StreamEnd.AWAY, now);
        b = new StreamEnd(StreamEnd.AWAY, now);
        a.listenerReturns = listenersReturn;
        b.listenerReturns = listenersReturn;
        a.say(OF_A.toArray(new String[0]));
        b.say(OF_B.toArray(new String[0]));
        a.stream.close(CloseCause.GOODBYE, "", now);
        a.stream.flush();
    }

    /** So many frames arrive, by turns; a frame that is still on its way when the connection is cut never does. */
    private void carry(int frames) throws WireException {
        for (int i = 0; i < frames; i++) {
            if (i % 2 == 0) {
                carryOne(a, b);
            } else {
                carryOne(b, a);
            }
        }
    }

    private static void carryOne(StreamEnd from, StreamEnd to) throws WireException {
        if (!from.connection.written.isEmpty() && to.ends.isEmpty()) {
            Frame next = from.connection.written.remove(0);
            to.hear(next);
        }
    }

    /** Both lose the connection, and meet again if neither has ended by it; else the other hears how far that one had come. */
    private void reconnect() throws WireException {
        cut(a);
        cut(b);
        if (a.ends.isEmpty() && b.ends.isEmpty()) {
            long arrivedAtA = a.stream.received();
            b.resume(arrivedAtA, now);
            a.resume(b.stream.received(), now);
        } else {
            hearOfTheEnd(a, b);
            hearOfTheEnd(b, a);
        }
    }

    private void cut(StreamEnd end) {
        if (end.ends.isEmpty()) {
            end.cut(now);
        }
    }

    private static void hearOfTheEnd(StreamEnd end, StreamEnd ended) throws WireException {
        if (end.ends.isEmpty()) {
            ended.returnFromAll();
            end.stream.onEndedByPeer(ended.stream.heard(), true);
        }
    }

    /** All that is still to come comes. */
    private void finish(String where) throws WireException {
        for (int i = 0; i < 10; i++) {
            a.returnFromAll();
            b.returnFromAll();
            carry(MORE_THAN_ALL_FRAMES);
        }
        assertThat(a.heard).as("%s: heard by a", where).isEqualTo(OF_B);
        assertThat(b.heard).as("%s: heard by b", where).isEqualTo(OF_A);
        assertThat(a.acknowledged).as("%s: told to a", where).isEqualTo(OF_A);
        assertThat(b.acknowledged).as("%s: told to b", where).isEqualTo(OF_B);
        assertThat(fates()).as("%s: of unknown fate", where).isEmpty();
    }

    private List<String> fates() {
        List<String> fates = new ArrayList<>(a.unknown);
        fates.addAll(b.unknown);
        fates.addAll(a.undelivered);
        fates.addAll(b.undelivered);
        return fates;
    }
}
