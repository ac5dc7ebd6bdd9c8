package io.tekcos.chat.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** At the end: waits for word of what was sent, as long as any comes. */
final class LastWords {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration UNREMARKED = Duration.ofSeconds(1);

    private final Audience audience;
    private final Output output;
    private final long begin = System.nanoTime();
    private long deadline;
    private int unsettled;
    private boolean said;

    LastWords(Audience audience, Output output) {
        this.audience = audience;
        this.output = output;
    }

    /** Waits for all at once, so that those who say nothing make nobody wait longer than one of them would. */
    void await() throws InterruptedException {
        unsettled = Integer.MAX_VALUE;
        Collection<Outbox> all = audience.outboxes();
        for (Outbox outbox : all) {
            while (!outbox.awaitFates(LOOK)) {
                if (!isHopeful(all)) {
                    return;
                }
            }
        }
    }

    private boolean isHopeful(Collection<Outbox> all) {
        long now = System.nanoTime();
        int left = all.stream().mapToInt(Outbox::unsettled).sum();
        if (left < unsettled || all.stream().anyMatch(Outbox::isAway)) {
            unsettled = left;
            deadline = now + audience.patience().toNanos();
        }
        if (!said && now - begin > UNREMARKED.toNanos()) {
            said = true;
            String names = all.stream()
                    .filter(outbox -> outbox.unsettled() > 0)
                    .map(outbox -> Printable.escape(outbox.session().peer().name()))
                    .collect(Collectors.joining(", "));
            output.note("Waiting for " + names + " to confirm what was sent; Ctrl-C ends now.");
        }
        return now - deadline < 0;
    }
}
