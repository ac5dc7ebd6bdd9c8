package io.tekcos.chat.testing.document;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A field of a block: its bytes, and what the document says about them. */
public final class Field {

    private final String name;
    private final @Nullable String placeholder;
    private final byte[] bytes;
    private final @Nullable String meaning;

    Field(String name, @Nullable String placeholder, byte[] bytes, @Nullable String meaning) {
        this.name = name;
        this.placeholder = placeholder;
        this.bytes = bytes;
        this.meaning = meaning;
    }

    /** The same field with further bytes. */
    Field with(byte[] further) {
        byte[] both = ByteBuffer.allocate(bytes.length + further.length)
                .put(bytes)
                .put(further)
                .array();
        return new Field(name, placeholder, both, meaning);
    }

    /** What it is called in the drawing. */
    public String name() {
        return name;
    }

    /** The name of what a run chooses; null if the bytes are the same in every run. */
    public @Nullable String placeholder() {
        return placeholder;
    }

    /** What the bytes say, according to the document; null if it does not tell. */
    public @Nullable String meaning() {
        return meaning;
    }

    /** The bytes of the example. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as one big-endian number. */
    public BigInteger number() {
        return new BigInteger(1, bytes);
    }

    /** The number, if it is known to fit. */
    public int u16() {
        return number().intValueExact();
    }

    public long u32() {
        return number().longValueExact();
    }

    public long u64() {
        return number().longValue();
    }

    @Override
    public String toString() {
        return name;
    }
}
