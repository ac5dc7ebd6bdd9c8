package io.tekcos.chat.model;

/** Something that happened to a session, in the order in which it happened. */
public sealed interface SessionEvent
        permits Message,
                SlowerCopy,
                MemberJoined,
                MemberLeft,
                PathChanged,
                WritabilityChanged,
                Reconnecting,
                Resumed,
                FatesUnknown,
                SessionClosed {}
