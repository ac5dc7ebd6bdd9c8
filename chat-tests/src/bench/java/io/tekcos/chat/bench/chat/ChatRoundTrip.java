package io.tekcos.chat.bench.chat;

import io.tekcos.chat.Session;
import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.Rendezvous;
import io.tekcos.chat.bench.loop.RoundTripLink;
import java.util.function.Consumer;

final class ChatRoundTrip implements RoundTripLink {

    private final Rendezvous echoes = new Rendezvous();
    private final Consumer<String> farEnd;
    private final ChatPair pair;

    ChatRoundTrip(Carrier carrier, Consumer<String> farEnd) {
        this.farEnd = farEnd;
        pair = new ChatPair(carrier, (session, text) -> echoes.offer(text), this::echo);
    }

    private void echo(Session session, String text) {
        farEnd.accept(text);
        pair.send(session, text);
    }

    ChatPair pair() {
        return pair;
    }

    @Override
    public String exchange(String text) {
        pair.send(pair.near(), text);
        return echoes.take();
    }

    @Override
    public void requireSent(long texts) {
        pair.requireSent(texts);
    }

    @Override
    public void close() {
        pair.close();
    }
}
