package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.testing.disk.SimulatedDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs on simulated disks, whose records are short texts. */
final class Logs {

    static final Path PATH = Path.of("log").toAbsolutePath();
    static final int KIND = 7;

    private Logs() {}

    static RecordLog open(Disk disk, Durability durability, List<String> records) {
        return RecordLog.open(disk, PATH, KIND, durability, Long.MAX_VALUE, into(records));
    }

    static RecordLog open(Disk disk) {
        return open(disk, Durability.WRITE, new ArrayList<>());
    }

    /** What is found when it is opened. */
    static List<String> found(Disk disk) {
        List<String> records = new ArrayList<>();
        open(disk, Durability.WRITE, records).close();
        return records;
    }

    static RecordConsumer into(List<String> records) {
        return (type, body) -> records.add(type + US_ASCII.decode(body).toString());
    }

    /** Appends a record, the type first and then the text. */
    static void append(RecordLog log, String record) {
        byte[] body = body(record);
        log.append(type(record), body, 0, body.length);
    }

    static RecordLog.Contents contents(List<String> records) {
        return sink -> {
            for (String record : records) {
                sink.add(type(record), body(record));
            }
        };
    }

    /** The bytes of a log with these records. */
    static byte[] bytes(String... records) {
        SimulatedDisk disk = new SimulatedDisk(0);
        RecordLog log = open(disk);
        for (String record : records) {
            append(log, record);
        }
        return disk.contents(PATH);
    }

    /** Such a disk. */
    static SimulatedDisk diskWith(byte[] bytes) {
        SimulatedDisk disk = new SimulatedDisk(0);
        disk.put(PATH, bytes);
        return disk;
    }

    /** The bytes of one record that begins there. */
    static byte[] record(long place, String record) {
        return record(place, type(record), body(record));
    }

    static byte[] record(long place, int type, byte[] body) {
        RecordBuffer buffer = new RecordBuffer();
        buffer.add(place, type, body, 0, body.length);
        return ByteBuffer.allocate(buffer.length())
                .put(buffer.bytes(), 0, buffer.length())
                .array();
    }

    private static int type(String record) {
        return record.charAt(0) - '0';
    }

    private static byte[] body(String record) {
        return record.substring(1).getBytes(US_ASCII);
    }
}
