package io.tekcos.chat.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few values by the word that all the program writes it with. */
abstract class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    WordConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String word) {
        for (E value : type.getEnumConstants()) {
            if (word(value).equals(word.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new TypeConversionException("'" + word + "' is not known: use " + String.join(" or ", words(type)));
    }

    static List<String> words(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(WordConverter::word).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
