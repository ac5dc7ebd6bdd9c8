package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Whatever stands in the file: it is opened, and then holds the same when it is opened again; or it is refused, and left as it
 * is. The first byte of an input says what follows: a whole file, or the number of records, each with its type and the length
 * of its body in a byte before it, which get right checks, and then bytes as they are.
 */
class JournalFuzzTest {

    private static final int WHOLE_FILE = 0xff;
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @FuzzTest
    void client(byte[] input) {
        SimulatedDisk disk = diskWith(input, ClientRecords.KIND);
        byte[] before = disk.contents(Logs.PATH);
        try {
            ClientJournal.Opened opened = openClient(disk);
            opened.journal().close();
            ClientJournal.Opened again = openClient(disk);
            assertThat(ModelState.of(again.saved())).isEqualTo(ModelState.of(opened.saved()));
            assertThat(again.tornBytes()).isZero();
        } catch (JournalException expected) {
            assertThat(disk.contents(Logs.PATH)).isEqualTo(before);
        }
    }

    @FuzzTest
    void server(byte[] input) {
        SimulatedDisk disk = diskWith(input, ServerRecords.KIND);
        byte[] before = disk.contents(Logs.PATH);
        try {
            ServerJournal.Opened opened = openServer(disk);
            opened.journal().close();
            ServerJournal.Opened again = openServer(disk);
            assertThat(again.tombstones()).isEqualTo(opened.tombstones());
            assertThat(again.tornBytes()).isZero();
        } catch (JournalException expected) {
            assertThat(disk.contents(Logs.PATH)).isEqualTo(before);
        }
    }

    private static ClientJournal.Opened openClient(SimulatedDisk disk) {
        return ClientJournal.open(disk, Logs.PATH, Durability.WRITE, Long.MAX_VALUE);
    }

    private static ServerJournal.Opened openServer(SimulatedDisk disk) {
        return ServerJournal.open(disk, Logs.PATH, Durability.WRITE, NOON);
    }

    private static SimulatedDisk diskWith(byte[] input, int kind) {
        SimulatedDisk disk = new SimulatedDisk(0);
        disk.put(Logs.PATH, file(ByteBuffer.wrap(input), kind));
        return disk;
    }

    private static byte[] file(ByteBuffer input, int kind) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int records = input.hasRemaining() ? input.get() & 0xff : 0;
        if (records != WHOLE_FILE) {
            file.writeBytes(new LogHeader(Logs.PATH, kind).bytes());
            for (int i = 0; i < records && input.remaining() >= 2; i++) {
                int type = input.get() & 0xff;
                byte[] body = new byte[Math.min(input.get() & 0xff, input.remaining())];
                input.get(body);
                file.writeBytes(Logs.record(file.size(), type, body));
            }
        }
        byte[] rest = new byte[input.remaining()];
        input.get(rest);
        file.writeBytes(rest);
        return file.toByteArray();
    }
}
