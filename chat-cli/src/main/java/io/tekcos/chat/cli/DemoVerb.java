package io.tekcos.chat.cli;

import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code chat demo}: a server and a client as two processes on this machine talk over TCP and UDP, and are judged. */
@Command(
        name = "demo",
        description =
                "Let a server and a client, two processes on this machine, talk over TCP and UDP, and judge them.",
        footer = {"", "It exits 1 if one of 40 texts is missing, doubled or came another way."})
final class DemoVerb extends Verb {

    /** Longer than any start and any round trip on one machine: it bounds the wait when something is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A datagram that has not come by then is lost. */
    private static final Duration UDP_PATIENCE = Duration.ofSeconds(3);

    DemoVerb(Streams streams) {
        super(streams);
    }

    @Override
    int talk(Dialogue dialogue, Output output, Stop stop) {
        CompletableFuture<DemoResult> playing = new CompletableFuture<>();
        Thread player = new Thread(() -> play(output, playing), "demo");
        player.setDaemon(true);
        player.start();
        CompletableFuture.anyOf(playing, stop.requested()).join();
        if (!playing.isDone()) {
            return stop.await().exitCode(); // the children end with their input, which ends with us
        }
        DemoResult result = playing.join();
        output.demo(result);
        return result.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void play(Output output, CompletableFuture<DemoResult> playing) {
        try (Child server = Child.start(
                        DemoText.SERVER,
                        "serve",
                        "--until-eof",
                        "--bind",
                        "127.0.0.1",
                        "--tcp-port",
                        "0",
                        "--udp-port",
                        "0");
                Child client = Child.prepare(DemoText.CLIENT, "connect")) {
            ChildEvent listening = server.require("listening", PATIENCE, event -> event.is("listening"));
            client.run("connect", "127.0.0.1", "--tcp-port", listening.get("tcpPort"));
            playing.complete(converse(output, server, client, listening.get("transport")));
        } catch (RuntimeException | Error e) { // such as a class that a rebuild of the program has taken away
            playing.completeExceptionally(e);
        }
    }

    private static DemoResult converse(Output output, Child server, Child client, String transport) {
        for (Child child : List.of(server, client)) {
            child.require(
                    "UDP is up",
                    PATIENCE,
                    event -> event.is("path") && event.get("udp").equals("up"));
        }
        long begin = System.nanoTime();
        List<DemoText> texts = DemoText.all();
        for (DemoText text : texts) {
            boolean toServer = text.to().equals(DemoText.SERVER);
            say(output, text, toServer ? client : server, toServer ? server : client);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (Child child : List.of(server, client)) {
            child.type("/stats");
            child.require("stats", PATIENCE, event -> event.is("stats"));
        }
        List<ChildEvent> clientSaid = client.finish();
        Map<String, List<ChildEvent>> said = Map.of(DemoText.CLIENT, clientSaid, DemoText.SERVER, server.finish());
        return DemoResult.of(new DemoJudge(texts, said), transport, seconds);
    }

    private static void say(Output output, DemoText text, Child from, Child to) {
        from.type("/" + text.via().name().toLowerCase(Locale.ROOT) + " " + text.text());
        @Nullable
        ChildEvent arrival = to.await(
                text.via() == Via.UDP ? UDP_PATIENCE : PATIENCE,
                event -> event.is("message") && event.get("text").equals(text.text()));
        if (arrival != null) {
            output.demoText(text, arrival);
        }
    }
}
