package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.util.Optional;

/** What a line of input asks for. */
sealed interface Request {

    /** Send a text by the path in use. */
    record Say(String text) implements Request {}

    /** Send a text by this path. */
    record SayBy(Via via, String text) implements Request {}

    /** Use this path from now on. */
    record Switch(Via via) implements Request {}

    /** Offer a file or a folder: its path, and perhaps to whom. */
    record SendFile(String argument) implements Request {}

    /** Take what is offered, do not take it, or end what is on its way; by its number, 0 for none. */
    record Decide(Command what, int number) implements Request {}

    /** Do what a command without text does. */
    record Do(Command command) implements Request {}

    /** The line means nothing; a sentence says why. */
    record Wrong(String code, String why) implements Request {}

    /** Reads a line. */
    static Request parse(String line) {
        if (line.isEmpty()) {
            return new Wrong("empty_line", "an empty line is not sent");
        } else if (line.startsWith("//")) {
            return new Say(line.substring(1));
        } else if (line.startsWith("/")) {
            return parseCommand(line);
        }
        return new Say(line);
    }

    private static Request parseCommand(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String text = space < 0 ? "" : line.substring(space + 1);
        Optional<Command> command = Command.of(word);
        if (command.isEmpty()) {
            return unknown(word);
        } else if (command.get().takesText()) {
            Via via = command.get().via();
            return text.isEmpty() ? new Switch(via) : new SayBy(via, text);
        } else if (command.get() == Command.FILE) {
            return text.isBlank()
                    ? new Wrong("unknown_command", word + " wants the path of a file or a folder")
                    : new SendFile(text);
        } else if (command.get().takesArgument()) {
            return parseDecision(command.get(), text.strip());
        }
        return text.isBlank()
                ? new Do(command.get())
                : new Wrong("unknown_command", word + " takes no text; to send this line as a text, begin it with //");
    }

    private static Request parseDecision(Command command, String number) {
        return number.isEmpty() || number.matches("[1-9][0-9]{0,8}")
                ? new Decide(command, number.isEmpty() ? 0 : Integer.parseInt(number))
                : new Wrong("unknown_command", command.word() + " wants a number, or nothing");
    }

    private static Wrong unknown(String word) {
        String shown = Printable.escape(word.length() > 20 ? word.substring(0, 20) + "..." : word);
        String perhaps = Command.similarTo(word)
                .map(command -> "did you mean " + command.word() + "?")
                .orElse("/help lists the commands; to send a text that begins with a slash, begin it with //");
        return new Wrong("unknown_command", "unknown command " + shown + ": " + perhaps);
    }
}
