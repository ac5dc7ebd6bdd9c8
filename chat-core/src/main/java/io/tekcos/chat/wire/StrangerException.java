package io.tekcos.chat.wire;

import io.tekcos.chat.model.RefusalCode;

/** The first bytes of a connection are another protocol's. */
public final class StrangerException extends WireException {

    private static final long serialVersionUID = 1;

    private final String protocol;

    public StrangerException(String protocol) {
        super(RefusalCode.MALFORMED, "the peer speaks " + protocol + ", not this protocol");
        this.protocol = protocol;
    }

    /** What the peer seems to speak: "HTTP", "TLS", ..., or "unrecognised bytes". */
    public String protocol() {
        return protocol;
    }
}
