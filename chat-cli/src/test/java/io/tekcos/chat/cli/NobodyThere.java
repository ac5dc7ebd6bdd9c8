package io.tekcos.chat.cli;

import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Nobody to talk to, and only those to send files to whom a test adds. */
final class NobodyThere implements Audience {

    private final List<Recipient> recipients = new ArrayList<>();

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    /** What is done about files in such a conversation. */
    FileCommands files(Output output, Fates fates) {
        Transfers transfers = new Transfers(output, Runnable::run);
        Offers offers = new Offers(Acceptance.ASK, ReceivePolicy.into(Path.of("downloads")), output, transfers);
        return new FileCommands("me", this, offers, transfers, output, Runnable::run, fates);
    }

    @Override
    public List<Recipient> recipients(String name) {
        return recipients.stream()
                .filter(one -> name.isEmpty() || one.name().equals(name))
                .toList();
    }

    @Override
    public Duration patience() {
        return Duration.ZERO;
    }

    @Override
    public Collection<Outbox> outboxes() {
        return List.of();
    }

    @Override
    public boolean send(long line, String text, Via via, Fallback fallback) {
        return false;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public void showPeers(Output to) {}

    @Override
    public void showTotals(Output to) {}
}
