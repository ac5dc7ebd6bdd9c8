package io.tekcos.chat.testing.document;

/** Who sends a block. */
public enum Party {
    CLIENT,
    SERVER;

    public Party other() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
