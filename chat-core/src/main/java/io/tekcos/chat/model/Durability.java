package io.tekcos.chat.model;

/** What the files that outlive the process survive. */
public enum Durability {
    /**
     * The end of the process, however sudden: a record is handed to the operating system before what it records counts. When
     * the machine itself fails, the latest records may be lost. The default, for it costs microseconds.
     */
    WRITE,
    /**
     * The failure of the machine too: each record that a promise hangs on is forced to the disk before it counts, which costs
     * as long as the disk takes, often milliseconds.
     */
    SYNC
}
