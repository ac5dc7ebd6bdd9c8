package io.tekcos.chat.tests.session;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SlowerCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/** A listener that remembers. */
final class Heard implements SessionListener {

    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<SlowerCopy> slower = new LinkedBlockingQueue<>();
    final BlockingQueue<MemberJoined> joined = new LinkedBlockingQueue<>();
    final BlockingQueue<MemberLeft> left = new LinkedBlockingQueue<>();
    final BlockingQueue<PathChanged> paths = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> writable = new LinkedBlockingQueue<>();
    final BlockingQueue<Reconnecting> reconnecting = new LinkedBlockingQueue<>();
    final BlockingQueue<Resumed> resumed = new LinkedBlockingQueue<>();
    final BlockingQueue<FatesUnknown> fates = new LinkedBlockingQueue<>();
    final BlockingQueue<SessionClosed> closed = new LinkedBlockingQueue<>();

    /** A listener for messages alone. */
    static SessionListener onMessage(BiConsumer<Session, Message> handler) {
        return new SessionListener() {
            @Override
            public void onMessage(Session session, Message message) {
                handler.accept(session, message);
            }
        };
    }

    @Override
    public void onMessage(Session session, Message message) {
        messages.add(message);
    }

    @Override
    public void onSlowerCopy(Session session, SlowerCopy copy) {
        slower.add(copy);
    }

    @Override
    public void onMemberJoined(Session session, MemberJoined member) {
        joined.add(member);
    }

    @Override
    public void onMemberLeft(Session session, MemberLeft member) {
        left.add(member);
    }

    @Override
    public void onPathChanged(Session session, PathChanged change) {
        paths.add(change);
    }

    @Override
    public void onWritabilityChanged(Session session, boolean isWritable) {
        writable.add(isWritable);
    }

    @Override
    public void onReconnecting(Session session, Reconnecting news) {
        reconnecting.add(news);
    }

    @Override
    public void onResumed(Session session, Resumed news) {
        resumed.add(news);
    }

    @Override
    public void onFatesUnknown(Session session, FatesUnknown unknown) {
        fates.add(unknown);
    }

    @Override
    public void onClosed(Session session, SessionClosed how) {
        closed.add(how);
    }

    /** The next message, waited for. */
    Message message() {
        return Waiting.take(messages);
    }

    /** The texts heard so far. */
    List<String> texts() {
        return new ArrayList<>(messages).stream().map(Message::text).toList();
    }
}
