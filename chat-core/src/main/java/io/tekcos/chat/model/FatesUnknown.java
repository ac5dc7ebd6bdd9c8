package io.tekcos.chat.model;

import java.util.List;

/**
 * The session ends, and of these texts of this side nobody can tell any more whether the peer's listener has had them. Texts
 * that were certainly not delivered are not among them; what became of each, its {@link Sending} says.
 *
 * @param ids in the order in which they were sent
 */
public record FatesUnknown(List<Long> ids) implements SessionEvent {

    /**
     * Keeps a copy of the ids.
     *
     * @param ids see the component
     */
    public FatesUnknown {
        ids = List.copyOf(ids);
    }
}
