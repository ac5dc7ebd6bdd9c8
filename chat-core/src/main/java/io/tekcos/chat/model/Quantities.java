package io.tekcos.chat.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities with their units, as people write them, and back without loss. What cannot be read is an
 * {@link IllegalArgumentException} that says what it should be.
 */
final class Quantities {

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d+(?:\\.\\d+)?)%");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)((?:[KMG]i?)?)B?");
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final int MILLIS_DIGITS = 6;

    private static final BigDecimal DURATION_LIMIT = BigDecimal.valueOf(Ranges.LONGEST.toNanos());

    private Quantities() {}

    static double probability(String text) {
        Matcher matcher = matched(PERCENTAGE, text, "this is a percentage from 0% to 100%");
        BigDecimal value = new BigDecimal(matcher.group(1)).movePointLeft(2);
        if (value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("this is a percentage from 0% to 100%");
        }
        return value.doubleValue();
    }

    static String percentage(double probability) {
        return plain(new BigDecimal(Double.toString(probability)).movePointRight(2)) + "%";
    }

    static Duration duration(String text) {
        Matcher matcher = matched(DURATION, text, "a duration is a number with ms, s or m");
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(nanos(matcher.group(2)));
        if (nanos.compareTo(DURATION_LIMIT) > 0) {
            throw new IllegalArgumentException("a duration is one day at most");
        }
        return Duration.ofNanos(nanos.longValue()); // what is finer than a nanosecond is cut off
    }

    static String text(Duration duration) {
        return duration.toNanosPart() == 0
                ? duration.toSeconds() + "s"
                : plain(BigDecimal.valueOf(duration.toNanos(), MILLIS_DIGITS)) + "ms";
    }

    static long size(String text) {
        Matcher matcher = matched(SIZE, text, "this is a whole number, with K, M, G, Ki, Mi or Gi if need be");
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), bytes(matcher.group(2)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("this is more than 63 bits hold", e);
        }
    }

    static String text(long size) {
        return Long.toString(size);
    }

    static long seed(String text) {
        matched(WHOLE, text, "a seed is a whole number");
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a seed has 64 bits at most", e);
        }
    }

    private static BigDecimal nanos(String unit) {
        return switch (unit) {
            case "ms" -> new BigDecimal("1E6");
            case "s" -> new BigDecimal("1E9");
            default -> new BigDecimal("60E9");
        };
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "K" -> 1_000;
            case "M" -> 1_000_000;
            case "G" -> 1_000_000_000;
            case "Ki" -> 1 << 10;
            case "Mi" -> 1 << 20;
            case "Gi" -> 1 << 30;
            default -> 1;
        };
    }

    private static Matcher matched(Pattern pattern, String text, String complaint) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(complaint);
        }
        return matcher;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
