package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client's journal should hold, in plain memory; the frames are short texts. */
record ModelState(
        @Nullable SessionId session,
        Bytes32 secret,
        int attempt,
        long received,
        long acknowledged,
        long peerWindow,
        List<String> frames) {

    static final ModelState NOTHING = new ModelState(null, Bytes32.of(new byte[Bytes32.LENGTH]), 0, 0, 0, 0, List.of());

    static ModelState of(@Nullable SavedSession saved) {
        return saved == null
                ? NOTHING
                : new ModelState(
                        saved.session(),
                        saved.secret(),
                        saved.lastAttempt(),
                        saved.received(),
                        saved.acknowledged(),
                        saved.peerWindow(),
                        saved.frames().stream()
                                .map(frame -> new String(frame, US_ASCII))
                                .toList());
    }

    ModelState begin(SessionId newSession, Bytes32 newSecret, List<String> kept) {
        return new ModelState(newSession, newSecret, 0, 0, 0, 0, kept);
    }

    ModelState withPeerWindow(long window) {
        return new ModelState(session, secret, attempt, received, acknowledged, window, frames);
    }

    ModelState withAttempt(int newAttempt) {
        return new ModelState(session, secret, newAttempt, received, acknowledged, peerWindow, frames);
    }

    ModelState withReceived(long position) {
        return new ModelState(session, secret, attempt, position, acknowledged, peerWindow, frames);
    }

    ModelState withFrame(String frame) {
        List<String> more = new ArrayList<>(frames);
        more.add(frame);
        return new ModelState(session, secret, attempt, received, acknowledged, peerWindow, List.copyOf(more));
    }

    ModelState withAcknowledged(long position) {
        List<String> left = frames.subList((int) (position - acknowledged), frames.size());
        return new ModelState(session, secret, attempt, received, position, peerWindow, List.copyOf(left));
    }

    long last() {
        return acknowledged + frames.size();
    }

    /** Whether it would be the other if more of its frames were acknowledged. */
    boolean isBehind(ModelState other) {
        return acknowledged <= other.acknowledged
                && other.acknowledged <= last()
                && withAcknowledged(other.acknowledged).equals(other);
    }
}
