package io.tekcos.chat.bench.loop;

/**
 * The texts sent: 64 characters of ASCII, 64 bytes in UTF-8, each beginning with its sequence number. The numbers
 * repeat after {@link #NUMBERS} texts, so that making texts is no part of what is measured.
 */
final class Texts {

    static final int LENGTH = 64;
    static final int NUMBERS = 1024;

    private static final String[] ALL = new String[NUMBERS];

    static {
        for (int number = 0; number < NUMBERS; number++) {
            ALL[number] =
                    String.format("%04d", number) + "-abcdefghij".repeat(LENGTH).substring(0, LENGTH - 4);
        }
    }

    private Texts() {}

    static String withNumber(long number) {
        return ALL[(int) (number & (NUMBERS - 1))];
    }

    /** The number {@code text} begins with. */
    static int numberOf(String text) {
        int number = 0;
        for (int i = 0; i < 4; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        if (text.length() != LENGTH || number < 0 || number >= NUMBERS) {
            throw new MiscountException("not a text that was sent: " + text);
        }
        return number;
    }
}
