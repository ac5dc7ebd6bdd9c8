package io.tekcos.chat.folder;

/** What a manifest has, held against what was offered. */
final class Counts {

    private final long entries;
    private final long bytes;
    private long entriesSeen;
    private long bytesSeen;

    Counts(long entries, long bytes) {
        this.entries = entries;
        this.bytes = bytes;
    }

    void add(PlacedEntry entry) {
        entriesSeen++;
        if (entry.entry().size() > bytes - bytesSeen || entriesSeen > entries) {
            throw broken();
        }
        bytesSeen += entry.entry().size();
    }

    void end() {
        if (entriesSeen != entries || bytesSeen != bytes) {
            throw broken();
        }
    }

    private RuntimeException broken() {
        return Faults.brokenRules(
                "has sent a list of other files than the " + entries + " of " + bytes + " bytes that it had offered");
    }
}
