package io.tekcos.chat.testing.document;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * One block of a worked example: a frame, a datagram, or the end of a stream.
 *
 * @param path the path, "tcp", "udp", or a second one of these, "tcp2", "udp2"
 * @param sender who sends it
 * @param foreign whether no sound program sends such bytes
 * @param title the type of the frame or datagram; of a foreign one some words
 * @param fields its fields; none for the end of a stream
 */
public record Block(String path, Party sender, boolean foreign, String title, List<Field> fields) {

    static final String END_OF_STREAM = "(end of stream)";

    public boolean isEndOfStream() {
        return title.equals(END_OF_STREAM);
    }

    public boolean isTcp() {
        return path.startsWith("tcp");
    }

    /** Whether it is a sound frame or datagram of this type. */
    public boolean is(String type) {
        return !foreign && title.equals(type);
    }

    /** Whether no sound program sends it, but a sound one that gets it delivers its text. */
    public boolean isDeliveredAllTheSame() {
        return foreign && title.endsWith(", delivered");
    }

    /** Whether it is a BYE, even one that no sound program sends. */
    public boolean isBye() {
        return isTcp() && fields.stream().anyMatch(field -> "BYE".equals(field.meaning()));
    }

    /** The field of this name. */
    public Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + name + " in " + this));
    }

    /** All its bytes, as the document has them. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        fields.forEach(field -> all.writeBytes(field.bytes()));
        return all.toByteArray();
    }

    @Override
    public String toString() {
        return path + " from " + sender + ": " + title;
    }
}
