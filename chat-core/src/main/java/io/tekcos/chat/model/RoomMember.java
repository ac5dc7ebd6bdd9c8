package io.tekcos.chat.model;

/**
 * Somebody in a room.
 *
 * @param number 1 to 2<sup>32</sup> - 1, never used for another member of the same room
 * @param name what the room calls the member, which no other member is called: 1 to {@link Limits#MAX_NAME_BYTES} bytes of
 *     UTF-8, without control characters
 */
public record RoomMember(long number, String name) {}
