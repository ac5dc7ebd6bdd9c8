package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * The server says no; it may stand where ACK is expected. It is the same in all versions; what follows the text is skipped, but
 * for the {@link Epitaph} of a session that has ended.
 *
 * <pre>
 *  5      7            11         13+n
 * +------+------------+---+------+------ - -
 * | code | retryAfter | n | text | more
 * | u16  | u32, ms    |u16| n    |
 * +------+------------+---+------+------ - -
 * </pre>
 *
 * @param code why: {@link io.tekcos.chat.model.RefusalCode}
 * @param retryAfterMillis when to try again; 0 if that makes no sense or is not known
 * @param text why, for a person
 * @param epitaph what became of the session, with {@link RefusalCode#ENDED} alone; null if the server does not say
 */
public record Refused(
        int code,
        long retryAfterMillis,
        String text,
        @Nullable Epitaph epitaph) implements Frame {

    static final int TYPE = 0x07;

    /** One of any code but {@link RefusalCode#ENDED}. */
    public Refused(int code, long retryAfterMillis, String text) {
        this(code, retryAfterMillis, text, null);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeShort(code).writeInt((int) retryAfterMillis);
        Strings.writeReason(out, text);
        if (epitaph != null) {
            epitaph.write(out);
        }
    }

    static Refused read(WireReader in) throws WireException {
        int code = in.u16();
        long retryAfterMillis = in.u32();
        String text = Strings.readReason(in);
        boolean hasEpitaph = code == RefusalCode.ENDED.code() && Epitaph.isIn(in);
        Epitaph epitaph = hasEpitaph ? Epitaph.read(in) : null;
        in.skip(in.remaining());
        return new Refused(code, retryAfterMillis, text, epitaph);
    }
}
