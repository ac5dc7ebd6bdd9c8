package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback that lets seed peers in, and its sessions in the order in which they began. */
final class SeedHost implements AutoCloseable {

    final BlockingQueue<Guest> guests = new LinkedBlockingQueue<>();
    final ChatServer server;

    /** A session at the server, and what it heard. */
    record Guest(Session session, Heard heard) {

        void assertHeard(String text, Via via) {
            Message message = heard.message();
            assertThat(message.text()).isEqualTo(text);
            assertThat(message.via()).isEqualTo(via);
            assertThat(message.from()).isEqualTo(session.peer().name());
        }

        /** The next two texts, by the paths that they came by. */
        Map<Via, String> twoTexts() {
            Message first = heard.message();
            Message second = heard.message();
            return Map.of(first.via(), first.text(), second.via(), second.text());
        }

        /** Sends a text by this path or not at all, which a seed peer never confirms. */
        void send(String text, Via via) {
            Receipt receipt = Waiting.get(session.send(text, via, Fallback.NONE));
            assertThat(receipt.via()).isEqualTo(via);
            assertThat(receipt.status()).isEqualTo(Receipt.Status.SENT);
        }
    }

    SeedHost() {
        this(Limits.DEFAULTS);
    }

    SeedHost(Limits limits) {
        server = Pair.serverBuilder()
                .allowSeedPeers(true)
                .limits(limits)
                .onSession(session -> {
                    Heard heard = new Heard();
                    session.listen(heard);
                    guests.add(new Guest(session, heard));
                })
                .start();
    }

    /** The original's program, connected and as far as it can see ready. */
    SeedClient connectSeed() throws IOException {
        return openSeed().receiveAck().sendHelo();
    }

    /** The original's program before it has read anything. */
    SeedClient openSeed() throws IOException {
        return new SeedClient(server.tcpPort(), server.udpPort());
    }

    /** The next session, waited for. */
    Guest guest() {
        return Waiting.take(guests);
    }

    @Override
    public void close() {
        server.closeNow();
    }
}
