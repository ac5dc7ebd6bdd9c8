package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a line that begins with a slash can ask for. */
enum Command {
    TCP("[TEXT]", "send TEXT by TCP; without TEXT, all that follows"),
    UDP("[TEXT]", "send TEXT by UDP; without TEXT, all that follows"),
    BOTH("[TEXT]", "send TEXT by both, the first copy counts; without TEXT, all that follows"),
    FILE("PATH [@NAME]", "offer a file or a folder to NAME; without NAME, to everybody"),
    ACCEPT("[N]", "take what is offered, by its number if there are several"),
    REFUSE("[N]", "do not take it"),
    CANCEL("[N]", "end what is on its way, by its number if there are several"),
    PEERS("", "who is connected"),
    STATS("", "how both paths do: round trips, losses, counts"),
    HELP("", "this list"),
    QUIT("", "say goodbye and end");

    /** How many characters the longest command before a text has, with the space between them. */
    static final int LONGEST = "/both ".length();

    private final String argument;
    private final String does;

    Command(String argument, String does) {
        this.argument = argument;
        this.does = does;
    }

    /** Whether something may follow it. */
    boolean takesArgument() {
        return !argument.isEmpty();
    }

    boolean takesText() {
        return argument.equals("[TEXT]");
    }

    /** The path that it names, of one that takes text. */
    Via via() {
        return Via.valueOf(name());
    }

    /** The command, and what may follow it. */
    String usage() {
        return (word() + " " + argument).strip();
    }

    String does() {
        return does;
    }

    String word() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Command> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst();
    }

    /** Those that can be given; without texts, the ones that are about texts cannot. */
    static List<Command> known(boolean texts) {
        return Arrays.stream(values())
                .filter(command -> texts || !command.takesText())
                .toList();
    }

    /** The commands that are {@link #known}, a line each. */
    static String help(boolean texts) {
        String literal = texts ? "\n" + help("//...", "send a text that begins with a slash") : "";
        return known(texts).stream()
                .map(command -> help(command.usage(), command.does))
                .collect(Collectors.joining("\n", "", literal));
    }

    private static String help(String usage, String does) {
        return String.format("    %-18s  %s", usage, does);
    }

    /** The command that was perhaps meant: the only one that begins so, or one that is a slip away. */
    static Optional<Command> similarTo(String word) {
        Optional<Command> begun = word.length() < 2
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(command -> command.word().startsWith(word))
                        .findFirst();
        return begun.or(() -> Arrays.stream(values())
                .filter(command -> distance(command.word(), word) <= 2)
                .min((a, b) -> Integer.compare(distance(a.word(), word), distance(b.word(), word))));
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
