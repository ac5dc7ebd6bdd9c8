package io.tekcos.chat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the man page: what {@code --help} says, from the same source, and what it does not. Only the build runs it. */
final class ManPage {

    private ManPage() {}

    /**
     * Writes the man page and the completion scripts to where an installation has them; the program's jar is without this.
     *
     * @param args the installation's folder "share", the version, and the date that the page bears
     * @throws IOException if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path share = Path.of(args[0]);
        CommandSpec chat = model();
        write(share.resolve("man/man1/chat.1"), page(chat, args[1], args[2].substring(0, "2026-11-22".length())));
        write(share.resolve("bash-completion/completions/chat"), ShellCompletion.script(chat, false));
        write(share.resolve("zsh/site-functions/_chat"), ShellCompletion.script(chat, true));
    }

    static CommandSpec model() {
        Streams nowhere = new Streams(InputStream.nullInputStream(), new StringWriter(), new StringWriter());
        return Main.commandLine(nowhere, Verbs.ALL).getCommandSpec();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    static String page(CommandSpec chat, String version, String date) {
        Roff page = new Roff("CHAT", date, "chat " + version);
        page.section("NAME").paragraph("chat - two programs chat over TCP and UDP");
        page.section("SYNOPSIS");
        verbs(chat).forEach(verb -> page.paragraph(synopsis(verb)));
        page.section("DESCRIPTION").paragraph(text(chat.usageMessage().description()));
        page.paragraph("Every verb has, as the program itself:");
        chat.options().forEach(option -> page.item(option(option), text(option.description())));
        verbs(chat).forEach(verb -> addVerb(page, chat, verb));
        addInput(page);
        ManPageFacts.addTo(page);
        return page.toString();
    }

    private static void addVerb(Roff page, CommandSpec chat, CommandSpec verb) {
        page.section("chat " + verb.name());
        page.paragraph(text(verb.usageMessage().description()));
        verb.positionalParameters().forEach(place -> page.item(place.paramLabel(), text(place.description())));
        verb.options().stream()
                .filter(option -> !option.hidden() && chat.findOption(option.longestName()) == null)
                .forEach(option -> page.item(option(option), text(option.description())));
        String footer = text(verb.usageMessage().footer());
        if (!footer.isEmpty()) {
            page.paragraph(footer);
        }
    }

    private static void addInput(Roff page) {
        page.section("INPUT").paragraph("A line is a text, but for these:");
        for (Command command : Command.values()) {
            page.item(command.usage(), command.does());
        }
        page.item("//...", "send a text that begins with a slash");
    }

    private static Stream<CommandSpec> verbs(CommandSpec chat) {
        return chat.subcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    private static String synopsis(CommandSpec verb) {
        String places = verb.positionalParameters().stream()
                .map(place -> " " + place.paramLabel())
                .collect(Collectors.joining());
        return "chat " + verb.name() + places + " [OPTION]...";
    }

    private static String option(OptionSpec option) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return String.join(", ", option.names()) + value;
    }

    private static String text(String... paragraphs) {
        return String.join(" ", paragraphs).strip();
    }
}
