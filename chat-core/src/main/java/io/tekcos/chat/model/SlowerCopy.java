package io.tekcos.chat.model;

import java.time.Duration;

/**
 * The other copy of a text that was sent by {@link Via#BOTH} has come too. The text itself was heard when the first came, as a
 * {@link Message} of the same id.
 *
 * @param id the text's id
 * @param via the path of this copy, so not of the one that was heard
 * @param behind how long after the other it came
 */
public record SlowerCopy(long id, Via via, Duration behind) implements SessionEvent {}
