package io.tekcos.chat.model;

/**
 * Somebody has left the room that the peer of this session keeps.
 *
 * @param member who
 */
public record MemberLeft(RoomMember member) implements SessionEvent {}
