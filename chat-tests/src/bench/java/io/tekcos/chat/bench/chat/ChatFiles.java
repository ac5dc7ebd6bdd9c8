package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.FileLink;
import java.nio.file.Path;

/** The library's own transfer, from the offer until both ends know that all has its name; with the defaults. */
final class ChatFiles implements FileLink {

    private final ChatPair pair = new ChatPair(Carrier.TCP, (session, text) -> {}, (session, text) -> {});
    private final ChatSending sending = new ChatSending(pair);

    @Override
    public long send(Path what, Path folder) {
        sending.begin(what, folder, Long.MAX_VALUE);
        return sending.end();
    }

    @Override
    public void close() {
        pair.close();
    }
}
