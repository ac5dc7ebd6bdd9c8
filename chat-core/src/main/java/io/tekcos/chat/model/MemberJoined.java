package io.tekcos.chat.model;

/**
 * Somebody is in the room that the peer of this session keeps.
 *
 * @param member who
 * @param self whether that is this side: the first to be named, by the name that the room gave it
 */
public record MemberJoined(RoomMember member, boolean self) implements SessionEvent {}
