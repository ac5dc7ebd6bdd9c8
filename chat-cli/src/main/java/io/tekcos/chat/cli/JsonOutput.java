package io.tekcos.chat.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tekcos.chat.Session;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.TransferFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, on stdout: the contract is docs/CLI.md, "Events". */
final class JsonOutput implements Output {

    private final JsonLines lines;

    JsonOutput(LineSink out) {
        this(out, Clock.systemUTC());
    }

    JsonOutput(LineSink out, Clock clock) {
        lines = new JsonLines(out, clock);
    }

    @Override
    public void listening(int tcpPort, int udpPort, String transport, List<String> commands) {
        lines.event("listening", json -> {
            json.writeNumberField("tcpPort", tcpPort);
            json.writeNumberField("udpPort", udpPort);
            json.writeStringField("transport", transport);
        });
    }

    @Override
    public void receiving(int tcpPort, int udpPort, String transport, List<String> commands, @Nullable Path folder) {
        listening(tcpPort, udpPort, transport, commands);
    }

    @Override
    public void connected(Session session) {
        lines.event("connected", json -> {
            writeWho(json, session);
            json.writeBooleanField("seedPeer", session.peer().seedPeer());
        });
    }

    @Override
    public void joined(Session session) {
        lines.event("joined", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeStringField("peer", session.peer().name());
            json.writeBooleanField("seedPeer", session.peer().seedPeer());
        });
    }

    @Override
    public void left(Session session, SessionClosed closed) {
        lines.event("left", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeStringField("peer", session.peer().name());
            json.writeStringField("cause", lower(closed.cause()));
        });
    }

    @Override
    public void reconnecting(Session session, Reconnecting attempt) {
        lines.event("reconnecting", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeNumberField("attempt", attempt.attempt());
            json.writeNumberField("delayMillis", attempt.delay().toMillis());
            json.writeStringField("why", attempt.why());
        });
    }

    @Override
    public void resumed(Session session, Resumed resumed) {
        lines.event("resumed", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeNumberField("replayed", resumed.repeated());
        });
    }

    @Override
    public void sent(Session session, Sending sending, String text) {
        lines.event("sent", json -> {
            json.writeStringField("id", Long.toUnsignedString(sending.id()));
            json.writeStringField("session", session.id().toString());
            json.writeStringField("via", lower(sending.via()));
            json.writeStringField("text", text);
        });
    }

    @Override
    public void restored(Session session, List<Sending> texts) {
        texts.forEach(text -> lines.event("sent", json -> {
            json.writeStringField("id", Long.toUnsignedString(text.id()));
            json.writeStringField("session", session.id().toString());
            json.writeStringField("via", lower(text.via()));
            json.writeBooleanField("restored", true);
        }));
    }

    @Override
    public void kept(Session session, List<Long> ids) {
        texts("kept", session.id(), ids);
    }

    @Override
    public void delivered(Session session, Receipt receipt) {
        lines.event("delivered", json -> {
            json.writeStringField("id", Long.toUnsignedString(receipt.id()));
            json.writeStringField("session", session.id().toString());
        });
    }

    @Override
    public void unknown(SessionId session, List<Long> ids) {
        texts("unknown", session, ids);
    }

    private void texts(String name, SessionId session, List<Long> ids) {
        lines.event(name, json -> {
            json.writeStringField("session", session.toString());
            json.writeArrayFieldStart("ids");
            for (long id : ids) {
                json.writeString(Long.toUnsignedString(id));
            }
            json.writeEndArray();
        });
    }

    @Override
    public void tooLongForUdp(Session session, long line) {} // "sent" has said which path it took

    @Override
    public void udpWasNotUp(Session session, long line) {} // the same

    @Override
    public void seedPeerTakesNoCopies(Session session, long line) {} // the same

    @Override
    public void enteredRoom(Session session, RoomMember self, String wished) {
        member("memberJoined", session, self, true);
    }

    @Override
    public void memberBefore(Session session, RoomMember member) {
        member("memberJoined", session, member, false);
    }

    @Override
    public void membersBefore(Session session, List<RoomMember> members) {} // told one by one

    @Override
    public void memberJoined(Session session, RoomMember member) {
        member("memberJoined", session, member, false);
    }

    @Override
    public void memberLeft(Session session, RoomMember member) {
        lines.event("memberLeft", json -> writeMember(json, session, member));
    }

    @Override
    public void members(Session session, List<RoomMember> members) {
        RoomMember self = members.get(0);
        members.forEach(member -> member("member", session, member, member.equals(self)));
    }

    private void member(String event, Session session, RoomMember member, boolean self) {
        lines.event(event, json -> {
            writeMember(json, session, member);
            json.writeBooleanField("self", self);
        });
    }

    private static void writeMember(JsonGenerator json, Session session, RoomMember member) throws IOException {
        json.writeStringField("session", session.id().toString());
        json.writeNumberField("number", member.number());
        json.writeStringField("name", member.name());
    }

    @Override
    public void message(SessionId session, Message message) {
        lines.event("message", json -> {
            json.writeStringField("session", session.toString());
            json.writeStringField("from", message.from());
            json.writeStringField("via", lower(message.via()));
            json.writeBooleanField("both", message.both());
            json.writeStringField("text", message.text());
            json.writeStringField("id", Long.toUnsignedString(message.id()));
            if (message.maybeRepeated()) {
                json.writeBooleanField("maybeRepeated", true);
            }
        });
    }

    @Override
    public void slowerCopy(SessionId session, SlowerCopy copy) {
        lines.event("slowerCopy", json -> {
            json.writeStringField("session", session.toString());
            json.writeStringField("id", Long.toUnsignedString(copy.id()));
            json.writeStringField("via", lower(copy.via()));
            json.writeNumberField("behindMicros", JsonCounters.micros(copy.behind()));
        });
    }

    @Override
    public void path(Session session, PathChanged change, Fallback fallback) {
        lines.event("path", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeStringField("udp", lower(change.udp()));
            json.writeStringField("why", change.why());
        });
    }

    @Override
    public void fileOffer(SessionId session, String from, OfferedFiles files, int number) {
        lines.event("fileOffer", json -> {
            writeOffer(json, session, from, files);
            if (number != 0) {
                json.writeNumberField("number", number);
            }
        });
    }

    @Override
    public void fileOffered(Recipient to, String ownName, OfferedFiles files, long leftOut) {
        lines.event("fileOffer", json -> {
            writeOffer(json, to.session(), ownName, files);
            if (leftOut != 0) {
                json.writeNumberField("leftOut", leftOut);
            }
        });
    }

    private static void writeOffer(JsonGenerator json, SessionId session, String from, OfferedFiles files)
            throws IOException {
        json.writeStringField("transfer", files.id().toString());
        json.writeStringField("session", session.toString());
        json.writeStringField("from", from);
        json.writeStringField("name", files.name());
        json.writeNumberField("files", files.entries());
        json.writeStringField("bytes", Long.toString(files.bytes()));
    }

    @Override
    public void fileProgress(List<Underway> all) {
        all.stream()
                .filter(one -> one.progress().state() == TransferProgress.State.RUNNING)
                .forEach(this::fileProgress);
    }

    private void fileProgress(Underway one) {
        lines.event("fileProgress", json -> {
            json.writeStringField("transfer", one.files().id().toString());
            json.writeStringField("bytes", Long.toString(one.progress().bytes()));
            json.writeStringField("total", Long.toString(one.progress().totalBytes()));
            json.writeNumberField("rate", one.progress().bytesPerSecond());
        });
    }

    @Override
    public Duration progressInterval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void fileDone(Underway transfer, TransferResult result, Duration took, String sha256) {
        lines.event("fileDone", json -> {
            json.writeStringField("transfer", transfer.files().id().toString());
            json.writeStringField("name", transfer.files().name());
            json.writeStringField("bytes", Long.toString(transfer.files().bytes()));
            json.writeStringField("moved", Long.toString(result.bytesMoved()));
            json.writeStringField("digest", result.digest());
            json.writeStringField(
                    "path",
                    result.paths().isEmpty() ? "" : result.paths().get(0).toString());
            json.writeNumberField("seconds", took.toMillis() / 1e3);
            json.writeBooleanField("durable", result.durable());
            if (!sha256.isEmpty()) {
                json.writeStringField("sha256", sha256);
            }
        });
    }

    @Override
    public void fileFailed(Underway transfer, TransferFault fault, String text) {
        lines.event("fileFailed", json -> {
            json.writeStringField("transfer", transfer.files().id().toString());
            json.writeStringField("name", transfer.files().name());
            json.writeStringField("fault", lower(fault));
            json.writeStringField("text", text);
        });
    }

    @Override
    public void peer(Session session) {
        lines.event("peer", json -> {
            writeWho(json, session);
            json.writeBooleanField("connected", session.isConnected());
        });
    }

    @Override
    public void stats(Session session) {
        lines.event("stats", json -> {
            writeWho(json, session);
            json.writeBooleanField("connected", session.isConnected());
            JsonCounters.write(json, session.counters());
        });
    }

    @Override
    public void serverStats(ServerCounters counters) {
        lines.event("serverStats", json -> JsonCounters.write(json, counters));
    }

    @Override
    public void help(boolean texts) {
        lines.event("help", json -> {
            json.writeArrayFieldStart("commands");
            for (Command command : Command.known(texts)) {
                json.writeStartObject();
                json.writeStringField("line", command.usage());
                json.writeStringField("does", command.does());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @Override
    public void impairment(String spec, Map<String, Long> faults) {
        lines.event("impairment", json -> {
            json.writeStringField("spec", spec);
            json.writeObjectFieldStart("faults");
            for (var fault : faults.entrySet()) {
                json.writeNumberField(fault.getKey(), fault.getValue());
            }
            json.writeEndObject();
        });
    }

    @Override
    public void closed(Session session, SessionClosed closed) {
        lines.event("closed", json -> {
            json.writeStringField("session", session.id().toString());
            json.writeStringField("cause", lower(closed.cause()));
            json.writeStringField("by", lower(closed.by()));
        });
    }

    @Override
    public void demoText(DemoText text, ChildEvent arrival) {
        lines.event("message", json -> {
            json.writeStringField("session", arrival.get("session"));
            json.writeStringField("from", arrival.get("from"));
            json.writeStringField("via", arrival.get("via"));
            json.writeBooleanField("both", Boolean.parseBoolean(arrival.get("both")));
            json.writeStringField("text", arrival.get("text"));
            json.writeStringField("id", arrival.get("id"));
        });
    }

    @Override
    public void demo(DemoResult result) {
        lines.event("demo", result::writeTo);
    }

    @Override
    public void error(String code, String text) {
        lines.event("error", json -> {
            json.writeStringField("code", code);
            json.writeStringField("text", text);
        });
    }

    @Override
    public void note(String text) {}

    private static void writeWho(JsonGenerator json, Session session) throws IOException {
        json.writeStringField("session", session.id().toString());
        json.writeStringField("peer", session.peer().name());
        json.writeStringField("address", Addresses.describe(session.peer().address()));
        json.writeStringField("udp", lower(session.udp()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
