package io.tekcos.chat.protocol;

import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Manifest;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;

/** The bytes of a fuzzed input, one after the other; zeros behind its end. Its first two choose what is offered. */
final class FuzzInput {

    static final OfferId ID = new OfferId(new TransferId(1, 2), 3);
    static final OfferId OTHER = new OfferId(ID.transfer(), 4);

    private static final long[] SIZES = {
        0, 7, TransferPair.chunks(1, 0), TransferPair.chunks(3, 7), TransferPair.chunks(40, 1), Offer.MAX_BYTES
    };
    private static final int[] MANIFESTS = {100, Manifest.MAX_BYTES + 10};

    private final byte[] bytes;
    private final Offer offer;
    private final Content content;
    private int at;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
        long size = SIZES[next() % SIZES.length];
        int manifest = MANIFESTS[next() % MANIFESTS.length];
        offer = new Offer(ID, 1, size, manifest, TransferPair.digestOf(9), "x");
        content = new Content(size);
    }

    Offer offer() {
        return offer;
    }

    Content content() {
        return content;
    }

    boolean isOver() {
        return at >= bytes.length;
    }

    int next() {
        return isOver() ? 0 : bytes[at++] & 0xff;
    }

    /** A number as it may stand in a frame. */
    long number() {
        int next = next();
        return switch (next) {
            case 0xfc -> content.chunks();
            case 0xfd -> Long.MIN_VALUE;
            case 0xfe -> Long.MAX_VALUE;
            case 0xff -> -1;
            default -> next;
        };
    }
}
