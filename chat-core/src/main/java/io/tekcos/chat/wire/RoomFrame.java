package io.tekcos.chat.wire;

/** What the server of a room says about who is there. A client that knows no rooms may skip it. */
public sealed interface RoomFrame extends Frame permits Member, Left {}
