package io.tekcos.chat.wire;

/**
 * What travels on a connection that is attached to a transfer, beside PING and PONG. Such a connection has no positions and no
 * acknowledgements of its own: what did not come through is asked for by the next.
 */
public sealed interface BulkFrame extends Frame
        permits NeedManifest, Manifest, Held, Unwanted, Begin, Chunk, Got, Resend {

    /**
     * Reads the frame of this type, which is no {@link Chunk}, from a reader that holds exactly its body; also what else may come by
     * such a connection.
     */
    static Frame read(int type, WireReader in) throws WireException {
        Frame frame = switch (type) {
            case NeedManifest.TYPE -> new NeedManifest();
            case Manifest.TYPE -> Manifest.read(in);
            case Held.TYPE -> Held.read(in);
            case Unwanted.TYPE -> Unwanted.read(in);
            case Begin.TYPE -> new Begin();
            case Got.TYPE -> Got.read(in);
            case Resend.TYPE -> Resend.read(in);
            case Ping.TYPE -> Ping.read(in);
            case Pong.TYPE -> Pong.read(in);
            default -> Skipped.read(type, in);
        };
        in.requireEnd(type);
        return frame;
    }
}
