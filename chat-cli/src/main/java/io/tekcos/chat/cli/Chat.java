package io.tekcos.chat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: it only has verbs. */
@Command(
        name = "chat",
        description = "Two programs chat over TCP and UDP.",
        versionProvider = Chat.Version.class,
        mixinStandardHelpOptions = true,
        footer = {"", "Try 'chat demo' first. 'chat VERB --help' explains a verb."})
final class Chat implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A verb is missing: serve, connect, send, receive, demo or completion");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Chat.class.getPackage().getImplementationVersion();
            return new String[] {"chat " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
