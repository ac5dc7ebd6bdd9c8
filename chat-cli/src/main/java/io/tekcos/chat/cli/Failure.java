package io.tekcos.chat.cli;

import io.tekcos.chat.model.BindFailedException;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.WrongProtocolException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a failure is called, what a person is told, and what the program exits with: the one place that knows.
 *
 * @param code its name for scripts
 * @param text one line for a person
 * @param exitCode one of {@link ExitCode}
 */
record Failure(String code, String text, int exitCode) {

    /** What the receiver of files has decided. */
    private static final Set<TransferFault> NOT_WANTED =
            Set.of(TransferFault.DECLINED, TransferFault.TOO_LARGE, TransferFault.EXISTS);

    static Failure of(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String text = Printable.escape(String.valueOf(why.getMessage())); // it may hold what a peer said
        if (why instanceof UsageException) {
            return new Failure("usage", text, ExitCode.USAGE);
        } else if (why instanceof PeerUnreachableException) {
            return new Failure("unreachable", text, ExitCode.UNREACHABLE);
        } else if (why instanceof WrongProtocolException wrong) {
            String remedy = wrong.isSeedPeer() ? "; add --allow-seed-peers" : "";
            return new Failure("wrong_protocol", text + remedy, ExitCode.UNREACHABLE);
        } else if (why instanceof PeerRefusedException) {
            return new Failure("refused", text, ExitCode.REFUSED);
        } else if (why instanceof BindFailedException) {
            return new Failure("bind_failed", text, ExitCode.FAILED);
        } else if (why instanceof JournalException journal) {
            return new Failure("outbox_" + journal.reason().name().toLowerCase(Locale.ROOT), text, ExitCode.FAILED);
        } else if (why instanceof SendRefusedException refusal) {
            return new Failure(refusal.reason().name().toLowerCase(Locale.ROOT), text, ExitCode.FAILED);
        } else if (why instanceof SessionClosedException closed) {
            return new Failure(closed.fateUnknown() ? "unknown_fate" : "not_sent", text, ExitCode.FAILED);
        } else if (why instanceof TransferException transfer) {
            return new Failure(
                    "file_" + transfer.fault().name().toLowerCase(Locale.ROOT),
                    text,
                    NOT_WANTED.contains(transfer.fault()) ? ExitCode.REFUSED : ExitCode.FAILED);
        } else if (why instanceof UncheckedIOException) {
            return new Failure("storage", text, ExitCode.FAILED);
        } else if (why instanceof DemoException) {
            return new Failure("demo_failed", text, ExitCode.FAILED);
        }
        LoggerFactory.getLogger(Failure.class).debug("An error in the program", why);
        return new Failure(
                "internal",
                "An error in the program: " + Printable.escape(why.toString())
                        + "; please report it, with what -vv shows",
                ExitCode.FAILED);
    }

    /** Says in one line what is wrong with the command line, and perhaps what was meant. */
    // A class and not a lambda: to archive a lambda of picocli's types, the JVM links them, and then leaves them out.
    static final class WrongUsage implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException wrong, String[] args) {
            CommandLine verb = wrong.getCommandLine();
            var err = verb.getErr();
            err.println("chat: " + Printable.escape(text(wrong)).replace("\\u{a}", " "));
            UnmatchedArgumentException.printSuggestions(wrong, err);
            err.println("Try '" + verb.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        }

        private static String text(ParameterException wrong) {
            boolean atVerb = wrong.getCommandLine().getParent() == null;
            return atVerb && wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                    ? "unknown verb '" + unmatched.getUnmatched().get(0) + "'"
                    : String.valueOf(wrong.getMessage());
        }
    }
}
