package io.tekcos.chat.testing.document;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * One block of a worked example: a frame, a datagram, the end of a stream, or of a connection.
 *
 * @param path the path, "tcp", "udp", or a further one of these, such as "tcp2"
 * @param sender who sends it
 * @param foreign whether no sound program sends such bytes
 * @param lost whether they never arrive
 * @param title the type of the frame or datagram; of a foreign one some words
 * @param fields its fields; none for an end
 */
public record Block(String path, Party sender, boolean foreign, boolean lost, String title, List<Field> fields) {

    static final String END_OF_STREAM = "(end of stream)";
    static final String CONNECTION_LOST = "(connection lost)";

    public boolean isEndOfStream() {
        return title.equals(END_OF_STREAM);
    }

    /** Whether the connection ends here, and neither side hears anything more by it. */
    public boolean isConnectionLost() {
        return title.equals(CONNECTION_LOST);
    }

    /** Whether it is a frame or a datagram. */
    public boolean hasBytes() {
        return !isEndOfStream() && !isConnectionLost();
    }

    /** Whether it has a field of this name. */
    public boolean has(String field) {
        return fields.stream().anyMatch(each -> each.name().equals(field));
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
