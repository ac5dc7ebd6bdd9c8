package io.tekcos.chat.tests.session;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.Via;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * One end of a session in a process of its own: it talks without a pause until it is told to stop, waits for all receipts, and
 * reports every text that it sent and heard. Where UDP is up, some go by both paths.
 */
final class Talker implements SessionListener {

    static final String PORT = "port ";
    static final String SETTLED = "settled";
    static final String END = "end";
    static final String STOP = "stop";
    static final String REPORT = "report";

    private static final int SHORT = 512;

    private final List<String> events = new ArrayList<>();
    private final List<Sending> sendings = new ArrayList<>();
    private final List<SentText> texts = new ArrayList<>();
    private final LinkedBlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final CompletableFuture<SessionClosed> closed = new CompletableFuture<>();
    private final Random random;
    private final String noise;

    /** A text as both ends count it. */
    record SentText(long id, Via via, String checksum) {}

    private Talker(long seed) {
        random = new Random(seed);
        noise = random.ints(2 * Limits.MAX_TEXT_BYTES, ' ', 127)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        Thread reader = new Thread(this::readCommands, "commands");
        reader.setDaemon(true);
        reader.start();
    }

    /** A seed, and for a client the port of its server. */
    public static void main(String[] args) throws Exception {
        Talker talker = new Talker(Long.parseLong(args[0]));
        if (args.length == 1) {
            talker.serve();
        } else {
            talker.talk(ChatClient.builder().listener(talker).connect(Pair.HOST, Integer.parseInt(args[1])), true);
        }
        System.exit(0);
    }

    private void serve() throws Exception {
        CompletableFuture<Session> accepted = new CompletableFuture<>();
        try (ChatServer server = Pair.serverBuilder()
                .onSession(session -> {
                    session.listen(this);
                    accepted.complete(session);
                })
                .start()) {
            System.out.println(PORT + server.tcpPort());
            talk(Waiting.get(accepted), false);
        }
    }

    private void talk(Session session, boolean closes) throws Exception {
        while (!STOP.equals(commands.peek())) {
            say(session);
        }
        commands.take();
        sendings.forEach(Waiting::get);
        System.out.println(SETTLED);
        commands.take(); // to report
        if (closes) {
            session.close();
        }
        Waiting.get(closed);
        report();
    }

    private void say(Session session) {
        Waiting.get(session.whenWritable());
        String text = nextText();
        Via via =
                session.udp() == PathState.UP && text.length() <= SHORT && random.nextInt(4) == 0 ? Via.BOTH : Via.TCP;
        Sending sending = session.send(text, via, Fallback.NONE);
        if (!sending.isAccepted()) { // UDP has gone down at this very moment
            sending = session.send(text, Via.TCP);
        }
        sendings.add(sending);
        texts.add(new SentText(sending.id(), sending.via(), checksum(text)));
    }

    /** From nothing to the longest; nine in ten are short. */
    private String nextText() {
        int length = random.nextInt(random.nextInt(10) == 0 ? Limits.MAX_TEXT_BYTES + 1 : SHORT);
        int at = random.nextInt(noise.length() - length + 1);
        return noise.substring(at, at + length);
    }

    /** The same for two texts only if they are the same. */
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return text.length() + ":" + Long.toHexString(crc.getValue());
    }

    private synchronized void report() {
        for (int i = 0; i < texts.size(); i++) {
            SentText text = texts.get(i);
            Receipt receipt = sendings.get(i).join();
            System.out.println(words("sent", text.id(), text.via(), text.checksum(), receipt.status(), receipt.via()));
        }
        events.forEach(System.out::println);
        System.out.println(END);
    }

    private void readCommands() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().forEach(commands::add);
        } catch (IOException broken) {
            // says the same as the end of the input
        }
        Runtime.getRuntime().halt(1);
    }

    private synchronized void note(Object... words) {
        events.add(words(words));
    }

    private static String words(Object... words) {
        return Stream.of(words).map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public void onMessage(Session session, Message message) {
        note("heard", message.id(), message.via(), checksum(message.text()));
    }

    @Override
    public void onReconnecting(Session session, Reconnecting news) {
        note("reconnecting", news.attempt(), session.counters().unacknowledgedBytes());
    }

    @Override
    public void onResumed(Session session, Resumed news) {
        note("resumed", news.repeated());
    }

    @Override
    public void onClosed(Session session, SessionClosed how) {
        note("closed", how.cause(), how.by());
        closed.complete(how);
    }
}
