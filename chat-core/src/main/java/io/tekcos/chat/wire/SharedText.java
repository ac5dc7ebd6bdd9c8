package io.tekcos.chat.wire;

import org.jspecify.annotations.Nullable;

/** A text that goes to many. Its frame is encoded once for all of them; whoever makes them the same text sees to one thread. */
public final class SharedText {

    private final long id;
    private final int from;
    private final String author;
    private final String text;
    private final int bytes;
    private final boolean again;
    private byte @Nullable [] frame;
    private byte @Nullable [] bothFrame;

    /** One that none of them has had. */
    public SharedText(long id, int from, String author, String text, int bytes) {
        this(id, from, author, text, bytes, false);
    }

    /**
     * @param id not used for another text
     * @param from the member of the room who wrote it, 0 for its host
     * @param author that member's name
     * @param bytes the text's size, from {@link Utf8#size}
     * @param again whether they may have had it already, under another id
     */
    public SharedText(long id, int from, String author, String text, int bytes, boolean again) {
        this.id = id;
        this.from = from;
        this.author = author;
        this.text = text;
        this.bytes = bytes;
        this.again = again;
    }

    public long id() {
        return id;
    }

    public int from() {
        return from;
    }

    public String author() {
        return author;
    }

    public String text() {
        return text;
    }

    /** Its size in UTF-8. */
    public int bytes() {
        return bytes;
    }

    /**
     * The whole frame, not to be changed.
     *
     * @param both whether a copy travels by UDP; the frame of such a text cannot say that it may have been had
     */
    public byte[] frame(boolean both) {
        byte[] encoded = both ? bothFrame : frame;
        if (encoded == null) {
            encoded = new byte[Text.OVERHEAD + bytes];
            Text.write(encoded, 0, id, from, text, bytes, both);
            if (both) {
                bothFrame = encoded;
            } else {
                Text.redirect(encoded, again);
                frame = encoded;
            }
        }
        return encoded;
    }
}
