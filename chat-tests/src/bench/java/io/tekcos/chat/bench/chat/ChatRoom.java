package io.tekcos.chat.bench.chat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Room;
import io.tekcos.chat.Session;
import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.bench.loop.RoomEar;
import io.tekcos.chat.bench.loop.RoomLink;
import io.tekcos.chat.model.Via;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The library's own room: each text is numbered and acknowledged on every hop, and kept for a replay. Settings: the defaults. */
final class ChatRoom implements RoomLink {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final Room room = new Room("host");
    private final ChatServer server;
    private final List<Session> members = new ArrayList<>();

    ChatRoom(RoomEar ear) {
        server = ChatServer.builder()
                .bindAddress(LOOPBACK)
                .tcpPort(0)
                .udpPort(0)
                .onSession(room::join)
                .start();
        join(text -> {});
        for (int i = 0; i < LISTENERS; i++) {
            int number = i;
            join(text -> ear.hear(number, text));
        }
        Patience.await(
                () -> members.stream().allMatch(member -> member.members().size() == MEMBERS),
                "everybody to know of everybody");
    }

    @Override
    public void say(String text) {
        Session speaker = members.get(0);
        if (!speaker.isWritable()) {
            ChatPair.await(speaker.whenWritable());
        }
        ChatPair.requireAccepted(speaker.send(text, Via.TCP));
    }

    @Override
    public void requireEverybody() {
        if (room.members().size() != MEMBERS) {
            throw new IllegalStateException("only " + room.members().size() + " are in the room");
        }
    }

    private void join(Consumer<String> onText) {
        Session session = ChatClient.connect(LOOPBACK, server.tcpPort());
        session.onMessage(message -> onText.accept(message.text()));
        members.add(session);
    }

    @Override
    public void close() {
        members.forEach(Session::closeNow);
        server.close();
    }
}
