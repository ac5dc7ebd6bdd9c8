package io.tekcos.chat.wire;

/**
 * The open end of a handshake body: any number of extensions up to the end of the frame. Version 1 knows none, so it writes
 * none and skips what it reads.
 *
 * <pre>
 * +------+--------+------ - -
 * |type  | length | value
 * |u16   | u16    | length bytes
 * +------+--------+------ - -
 * </pre>
 */
final class Extensions {

    private Extensions() {}

    static void skip(WireReader in) throws WireException {
        while (in.remaining() > 0) {
            in.skip(Short.BYTES);
            in.skip(in.u16());
        }
    }
}
