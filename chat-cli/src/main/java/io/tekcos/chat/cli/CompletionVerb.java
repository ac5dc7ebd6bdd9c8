package io.tekcos.chat.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code chat completion SHELL}: prints the script with which a shell completes this program's command lines. */
@Command(
        name = "completion",
        description = "Print the script with which a shell completes the command lines of this program.",
        versionProvider = Chat.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "For one session: eval \"$(chat completion bash)\". For all of them, add that line to ~/.bashrc or ~/.zshrc"
                    + " (with zsh in it instead of bash)."
        })
final class CompletionVerb implements Callable<Integer> {

    /** The shells that there is a script for. */
    enum Shell {
        BASH,
        ZSH
    }

    /** Reads the argument; picocli's own would say "one of [BASH, ZSH]". */
    static final class Converter implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String name) {
            return switch (name) {
                case "bash" -> Shell.BASH;
                case "zsh" -> Shell.ZSH;
                default -> throw new TypeConversionException("'" + name + "' is neither bash nor zsh");
            };
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "bash|zsh",
            converter = Converter.class,
            description = "The shell that is to read the script.")
    private Shell shell = Shell.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine chat = spec.parent().commandLine();
        PrintWriter out = chat.getOut();
        out.print(ShellCompletion.script(chat.getCommandSpec(), shell == Shell.ZSH));
        if (out.checkError()) {
            chat.getErr().println("chat: the script could not be written");
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }
}
