package io.tekcos.chat.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, 1 or more, such as {@code 1500}, {@code 1.5M} or {@code 64KiB}. */
final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,3})?)([KMG]?)(i?)B?", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Long convert(String value) {
        Matcher matcher = SIZE.matcher(value);
        if (matcher.matches()
                && (matcher.group(3).isEmpty() || !matcher.group(2).isEmpty())) {
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2), matcher.group(3)));
            if (bytes.compareTo(BigDecimal.ONE) >= 0 && bytes.compareTo(MOST) <= 0) {
                return bytes.longValue();
            }
        }
        throw new TypeConversionException(
                "'" + value + "' is no number of bytes: use one from 1 on, perhaps with K, M, G, Ki, Mi or Gi");
    }

    private static BigDecimal unit(String prefix, String binary) {
        int power = prefix.isEmpty() ? 0 : 1 + "KMG".indexOf(prefix.toUpperCase(Locale.ROOT));
        return BigDecimal.valueOf(binary.isEmpty() ? 1_000 : 1_024).pow(power);
    }
}
