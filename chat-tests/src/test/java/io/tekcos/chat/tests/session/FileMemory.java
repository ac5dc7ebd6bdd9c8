package io.tekcos.chat.tests.session;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A process that sends files to itself, and prints for each how much of the heap was alive at most while it was on its way. */
final class FileMemory {

    /** What the line begins with that has the figures. */
    static final String SAID = "alive: ";

    /** So often is looked in a transfer. */
    private static final int LOOKS = 50;

    private final Path folder;
    private final BlockingQueue<Transfer> incoming = new LinkedBlockingQueue<>();

    private FileMemory(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        FileMemory memory = new FileMemory(Path.of(args[0]));
        try (ChatServer server = ChatServer.builder()
                        .bindAddress("127.0.0.1")
                        .tcpPort(0)
                        .udpPort(0)
                        .onSession(memory::receive)
                        .start();
                Session client = ChatClient.connect("127.0.0.1", server.tcpPort())) {
            memory.heapOf(client, 1 << 20); // all classes are there then
            long small = memory.heapOf(client, Long.parseLong(args[1]));
            System.out.println(SAID + small + " " + memory.heapOf(client, Long.parseLong(args[2])));
        }
    }

    private void receive(Session session) {
        session.onOffer(offer -> incoming.add(offer.accept(ReceivePolicy.into(folder.resolve("received")))));
    }

    /** The file is a hole as large as wanted, so that only what is received takes room. */
    private long heapOf(Session client, long bytes) throws IOException {
        Path file = folder.resolve("file-of-" + bytes);
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(bytes);
        }
        Transfer sent = Waiting.get(client.sendFiles(List.of(file)));
        CompletableFuture<TransferResult> done = sent.whenDone();
        long most = 0;
        for (long look = 1; look <= LOOKS; look++) {
            long next = bytes / LOOKS * look;
            Waiting.until(next + " bytes are there", () -> sent.progress().bytes() >= next || done.isDone());
            most = Math.max(most, alive());
        }
        requireSame(Waiting.get(done), Waiting.get(Waiting.take(incoming).whenDone()));
        return most;
    }

    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void requireSame(TransferResult there, TransferResult here) throws IOException {
        if (!there.digest().equals(here.digest())
                || Files.size(here.paths().get(0)) != here.offered().bytes()) {
            throw new IllegalStateException(there + " and " + here);
        }
        Files.delete(here.paths().get(0));
    }
}
