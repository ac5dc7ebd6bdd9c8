package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.FileChatLink;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A session as in the round trip by TCP, which sends a file as well. */
final class ChatFileChat implements FileChatLink {

    private final ChatRoundTrip roundTrip;
    private final ChatSending sending;

    ChatFileChat(Consumer<String> farEnd) {
        roundTrip = new ChatRoundTrip(Carrier.TCP, farEnd);
        sending = new ChatSending(roundTrip.pair());
    }

    @Override
    public String exchange(String text) {
        return roundTrip.exchange(text);
    }

    @Override
    public void beginFile(Path file, Path folder, long bytesPerSecond) {
        sending.begin(file, folder, bytesPerSecond);
    }

    @Override
    public boolean isSending() {
        return !sending.isOver();
    }

    @Override
    public long endFile() {
        return sending.end();
    }

    @Override
    public void requireSent(long texts) {
        roundTrip.requireSent(texts);
    }

    @Override
    public void close() {
        roundTrip.close();
    }
}
