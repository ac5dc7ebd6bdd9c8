package io.tekcos.chat.cli;

import io.tekcos.chat.file.IfExists;
import java.util.ArrayList;

/** What becomes of files that a peer offers. */
enum Acceptance {
    /** A person decides, with {@code /accept} and {@code /refuse}. */
    ASK,
    ALL,
    NONE;

    /** Reads the option's value. */
    static final class Converter extends WordConverter<Acceptance> {
        Converter() {
            super(Acceptance.class);
        }
    }

    /** The words. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Words() {
            super(WordConverter.words(Acceptance.class));
        }
    }

    /** Reads what becomes of files that are there already. */
    static final class IfExistsConverter extends WordConverter<IfExists> {
        IfExistsConverter() {
            super(IfExists.class);
        }
    }

    /** The words for that. */
    static final class IfExistsWords extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        IfExistsWords() {
            super(WordConverter.words(IfExists.class));
        }
    }
}
