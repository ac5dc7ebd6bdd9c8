package io.tekcos.chat.cli;

import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Carries out the commands that are about files. One thread calls, that of the input. */
final class FileCommands {

    private final String ownName;
    private final Audience audience;
    private final Offers offers;
    private final Transfers transfers;
    private final Output output;
    private final Executor printer;
    private final Fates fates;
    private final List<CompletableFuture<?>> begun = new ArrayList<>();

    /**
     * @param ownName what others see us as
     * @param fates is told of what a line of a script has not achieved
     */
    FileCommands(
            String ownName,
            Audience audience,
            Offers offers,
            Transfers transfers,
            Output output,
            Executor printer,
            Fates fates) {
        this.ownName = ownName;
        this.audience = audience;
        this.offers = offers;
        this.transfers = transfers;
        this.output = output;
        this.printer = printer;
        this.fates = fates;
    }

    /**
     * Offers a file or a folder.
     *
     * @param line the number of the line that asks for it
     * @param argument its path, and perhaps after {@code @} to whom; else to everybody
     * @return why that cannot be, if it cannot
     */
    Optional<String> send(long line, String argument) {
        int at = argument.lastIndexOf(" @");
        boolean isNamed = at > 0 && !exists(argument);
        String name = isNamed ? argument.substring(at + 2).strip() : "";
        Path path = path(isNamed ? argument.substring(0, at).strip() : argument.strip());
        if (path == null || !Files.exists(path)) {
            return Optional.of("there is no file " + Printable.escape(argument.strip()));
        }
        List<Recipient> recipients = audience.recipients(name);
        if (recipients.isEmpty()) {
            return Optional.of(
                    name.isEmpty()
                            ? "nobody is connected"
                            : "nobody who could be sent a file is called " + Printable.escape(name));
        }
        recipients.forEach(to -> offer(line, path, to));
        return Optional.empty();
    }

    /** Takes what a peer offers; returns why that cannot be, if it cannot. */
    Optional<String> accept(int number) {
        return offers.accept(number);
    }

    /** Does not take what a peer offers; returns why that cannot be, if it cannot. */
    Optional<String> refuse(int number) {
        return offers.refuse(number);
    }

    /** Ends what is on its way; returns why that cannot be, if it cannot. */
    Optional<String> cancel(int number) {
        return transfers.cancel(number);
    }

    /** Waits until every transfer is over, but not for one that nothing moves in. */
    void await(Duration patience) throws InterruptedException {
        CompletableFuture.allOf(begun.toArray(CompletableFuture<?>[]::new)).join();
        if (!transfers.await(patience)) {
            output.error("file_not_done", "a file was not done when the input ended");
            fates.onFailed();
        }
    }

    private void offer(long line, Path path, Recipient to) {
        begun.removeIf(CompletableFuture::isDone);
        begun.add(to.courier()
                .send(List.of(path), SendOptions.DEFAULT.withKey(UserKey.get()))
                .handleAsync((transfer, why) -> onOffered(line, to, transfer, why), printer));
    }

    private @Nullable Void onOffered(long line, Recipient to, @Nullable Transfer transfer, @Nullable Throwable why) {
        if (transfer != null) {
            output.fileOffered(to, ownName, transfer.offered(), transfer.leftOut());
            var unused = transfers.follow(transfer, false, to.name()).exceptionally(failure -> {
                onFailed(line);
                return null;
            });
        } else if (why != null) {
            Failure failure = Failure.of(why);
            output.error(failure.code(), LineName.prefix(line) + failure.text());
            onFailed(line);
        }
        return null;
    }

    /** Who typed a line at a prompt has seen what became of it; a script learns of it by the exit code. */
    private void onFailed(long line) {
        if (line != 0) {
            fates.onFailed();
        }
    }

    private static boolean exists(String argument) {
        Path path = path(argument.strip());
        return path != null && Files.exists(path);
    }

    /** The path that is meant; {@code ~/} is the user's folder, as a shell has it. */
    private static @Nullable Path path(String argument) {
        try {
            return argument.isEmpty() ? null : Path.of(PathCompletion.expand(argument));
        } catch (InvalidPathException noPath) {
            return null;
        }
    }
}
