package io.tekcos.chat.model;

/**
 * The session began or ceased to have room for any text of permitted size.
 *
 * @param writable whether it has that room now
 */
public record WritabilityChanged(boolean writable) implements SessionEvent {}
