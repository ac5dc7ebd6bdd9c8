package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.model.SessionCounters.Udp;
import io.tekcos.chat.model.Via;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The datagrams of one direction, of which every single one is accounted for: by what left the sender's socket, by the log of
 * the impairment and by the counters of the receiver. Where the sender's side is impaired, what is lost never left it.
 */
final class FaultyWay {

    private static final int NUMBER_AT = 9;
    private static final int TEXT_ID_AT = 17;
    private static final int LOSS_THRESHOLD = 3;

    private final boolean lostBefore;
    private final Heard heard;
    private final Udp counted;
    private final long sent;
    private final List<byte[]> left;
    private final Set<Long> lost;
    private final Set<Long> reordered;

    /** What can be said now; the later part of the way is looked at first, so that nothing seems to come before it was sent. */
    private FaultyWay(Relayed.Direction way, Collection<Fault> faults, Fault.Direction direction) {
        lostBefore = direction == Fault.Direction.OUT;
        heard = way.heard();
        counted = way.to().counters().udp();
        lost = numbers(faults, direction, Fault.Kind::isLoss);
        reordered = numbers(faults, direction, kind -> kind == Fault.Kind.REORDERED);
        left = way.udp().seen();
        sent = way.from().counters().udp().datagramsSent();
    }

    /** From the client, whose side is impaired, once nothing is on its way. */
    static FaultyWay toServer(Relayed relayed, Collection<Fault> faults) {
        return settled(() -> new FaultyWay(relayed.toServer(), faults, Fault.Direction.OUT));
    }

    /** To the client, whose side is impaired, once nothing is on its way. */
    static FaultyWay toClient(Relayed relayed, Collection<Fault> faults) {
        return settled(() -> new FaultyWay(relayed.toClient(), faults, Fault.Direction.IN));
    }

    private static FaultyWay settled(Supplier<FaultyWay> now) {
        FaultyWay[] latest = {now.get()};
        Waiting.until("each is accounted for", () -> {
            latest[0] = now.get();
            return latest[0].isSettled();
        });
        return latest[0];
    }

    private boolean isSettled() {
        long came = counted.datagramsReceived()
                + counted.dropped().values().stream().mapToLong(Long::longValue).sum();
        return lostBefore
                ? sent == left.size() + lost.size() && came == left.size()
                : sent == left.size() && came == left.size() - lost.size();
    }

    private static Set<Long> numbers(Collection<Fault> faults, Fault.Direction direction, Predicate<Fault.Kind> kinds) {
        return faults.stream()
                .filter(fault -> fault.via() == Via.UDP && fault.direction() == direction && kinds.test(fault.kind()))
                .map(Fault::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void shouldAddUp() {
        shouldHaveLostWhatTheLogSays();
        shouldHaveHeardWhatWasNotLost();
        shouldHaveCountedByNumber();
    }

    /** Whatever number did not leave, or did not get through, is in the log, and nothing else is. */
    private void shouldHaveLostWhatTheLogSays() {
        Set<Long> numbers = left.stream().map(FaultyWay::number).collect(Collectors.toCollection(TreeSet::new));
        assertThat(numbers).as("each number is given once").hasSize(left.size());
        assertThat(lost).isNotEmpty();
        if (lostBefore) {
            assertThat(numbers).doesNotContainAnyElementsOf(lost);
            numbers.addAll(lost);
        } else {
            assertThat(numbers).containsAll(lost);
        }
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        assertThat(counted.dropped()).isEmpty();
    }

    /** By the ids of the texts. */
    private void shouldHaveHeardWhatWasNotLost() {
        Set<Long> ids = heard.messages.stream()
                .filter(message -> message.via() == Via.UDP && !message.both())
                .map(message -> message.id())
                .collect(Collectors.toSet());
        assertThat(ids)
                .isEqualTo(left.stream()
                        .filter(datagram -> datagram[0] == RawDatagrams.TEXT && !isLost(datagram))
                        .map(datagram -> ByteBuffer.wrap(datagram).getLong(TEXT_ID_AT))
                        .collect(Collectors.toSet()));
    }

    /** The client counts from the first number on, the server from the BIND, which may have been overtaken by a few. */
    private void shouldHaveCountedByNumber() {
        long newest = left.stream()
                .filter(datagram -> !isLost(datagram))
                .mapToLong(FaultyWay::number)
                .max()
                .orElseThrow();
        long from = lostBefore ? firstBind() : 0;
        long surelyFrom = lostBefore ? from + LOSS_THRESHOLD : 0;
        Arrivals arrivals = counted.arrivals();
        assertThat(arrivals.lost())
                .isBetween(
                        missing(surelyFrom, newest - LOSS_THRESHOLD),
                        missing(from, newest - LOSS_THRESHOLD) + helosThatOvertookIt());
        assertThat(arrivals.reordered())
                .isBetween(overtaken(surelyFrom), overtaken(from))
                .isGreaterThanOrEqualTo(arrivals.late());
    }

    private long firstBind() {
        return left.stream()
                .filter(datagram -> datagram[0] == RawDatagrams.BIND)
                .mapToLong(FaultyWay::number)
                .findFirst()
                .orElseThrow();
    }

    /** HELOs that were numbered after the first BIND and came before it: only a bound client's are judged. */
    private long helosThatOvertookIt() {
        return lostBefore
                ? left.stream()
                        .takeWhile(datagram -> datagram[0] != RawDatagrams.BIND)
                        .filter(datagram -> number(datagram) > firstBind())
                        .count()
                : 0;
    }

    private long missing(long after, long upTo) {
        return lost.stream().filter(number -> number > after && number <= upTo).count();
    }

    private long overtaken(long after) {
        return reordered.stream().filter(number -> number > after).count();
    }

    private boolean isLost(byte[] datagram) {
        return !lostBefore && lost.contains(number(datagram));
    }

    private static long number(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getLong(NUMBER_AT);
    }
}
