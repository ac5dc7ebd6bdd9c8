package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path by the word that all the program writes it with. */
final class ViaConverter implements ITypeConverter<Via> {

    @Override
    public Via convert(String word) {
        for (Via via : Via.values()) {
            if (word(via).equals(word.toLowerCase(Locale.ROOT))) {
                return via;
            }
        }
        throw new TypeConversionException("'" + word + "' is no path: use " + String.join(" or ", new Words()));
    }

    private static String word(Via via) {
        return via.name().toLowerCase(Locale.ROOT);
    }

    /** The words. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Words() {
            super(Stream.of(Via.values()).map(ViaConverter::word).toList());
        }
    }
}
