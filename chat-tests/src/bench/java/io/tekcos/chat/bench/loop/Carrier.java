package io.tekcos.chat.bench.loop;

/** What a text travels by. */
public enum Carrier {
    TCP,
    UDP
}
