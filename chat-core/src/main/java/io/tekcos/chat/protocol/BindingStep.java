package io.tekcos.chat.protocol;

import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.wire.Datagram;
import org.jspecify.annotations.Nullable;

/** What to do about a datagram. */
public sealed interface BindingStep {

    /** Nothing: it asked for more than is answered in a second, or said what is known. */
    record Ignored() implements BindingStep {}

    /** Count it. */
    record Dropped(DropReason reason) implements BindingStep {}

    /** Send this to where it came from, and count what came if there is a reason to. */
    record Answered(Datagram answer, @Nullable DropReason dropped) implements BindingStep {}

    /** The path is up; send this, if anything, to where it came from. */
    record Up(@Nullable Datagram answer) implements BindingStep {}

    /** It is the peer's, and new: take it. */
    record Accepted(Datagram datagram) implements BindingStep {}

    /** What a judged number means for the datagram that bore it, unless it is new. */
    static BindingStep refuse(NumberWindow.Verdict verdict) {
        return new Dropped(
                switch (verdict) {
                    case DUPLICATE -> DropReason.DUPLICATE;
                    case TOO_OLD -> DropReason.TOO_OLD;
                    case FORGED -> DropReason.FORGED;
                    case NEW -> throw new IllegalArgumentException("a new number is no reason to drop");
                });
    }
}
