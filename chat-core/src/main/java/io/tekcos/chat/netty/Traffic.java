package io.tekcos.chat.netty;

import io.tekcos.chat.protocol.Count;

/** The bytes of all connections of a session together. */
record Traffic(Count read, Count written) {

    Traffic() {
        this(new Count(), new Count());
    }
}
