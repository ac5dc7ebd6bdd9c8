package io.tekcos.chat.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration such as {@code 250ms}, {@code 10s} or {@code 2m}, up to a day; {@code 0} needs no unit. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m)");
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public Duration convert(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(millis(matcher.group(2)));
            Duration duration = Duration.ofMillis(millis.longValue());
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } else if (value.equals("0")) {
            return Duration.ZERO;
        }
        throw new TypeConversionException(
                "'" + value + "' is no duration: use a number with ms, s or m, up to a day (1440m)");
    }

    private static BigDecimal millis(String unit) {
        return switch (unit) {
            case "ms" -> BigDecimal.ONE;
            case "s" -> BigDecimal.valueOf(1_000);
            default -> BigDecimal.valueOf(60_000);
        };
    }
}
