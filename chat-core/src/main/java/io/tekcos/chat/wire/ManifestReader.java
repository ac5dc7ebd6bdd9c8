package io.tekcos.chat.wire;

import io.tekcos.chat.model.CloseCause;

/**
 * Cuts the bytes of a manifest into its entries, however they were cut into parts; holds them to what was offered. After an
 * exception it is of no further use.
 */
public final class ManifestReader {

    private final WireReader reader = new WireReader();
    private final byte[] entry = new byte[ManifestEntry.MOST_BYTES];
    private final long entries;
    private final long bytes;
    private int entryBytes;
    private int entryLength = ManifestEntry.HEAD_BYTES;
    private long entriesRead;
    private long bytesRead;

    /** What takes the entries. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {

        /** Takes the next entry. */
        void onEntry(ManifestEntry entry) throws E;
    }

    /**
     * Begins.
     *
     * @param entries how many the manifest has to have
     * @param bytes how large the files have to be together
     */
    public ManifestReader(long entries, long bytes) {
        this.entries = entries;
        this.bytes = bytes;
    }

    /** Takes the next part of the manifest: so many bytes of the array from {@code from} on. */
    public <E extends Exception> void read(byte[] part, int from, int length, Sink<E> sink) throws WireException, E {
        for (int at = from, end = from + length; at < end; ) {
            int count = Math.min(entryLength - entryBytes, end - at);
            System.arraycopy(part, at, entry, entryBytes, count);
            entryBytes += count;
            at += count;
            if (entryBytes == entryLength) {
                onWhole(sink);
            }
        }
    }

    /** The manifest ends here. */
    public void end() throws WireException {
        if (entryBytes > 0) {
            throw broken("its last entry is cut short");
        }
        if (entriesRead != entries || bytesRead != bytes) {
            throw broken(String.format(
                    "it has %d entries of %d bytes, but %d of %d were offered",
                    entriesRead, bytesRead, entries, bytes));
        }
    }

    /** The head of an entry, or all of it. */
    private <E extends Exception> void onWhole(Sink<E> sink) throws WireException, E {
        if (entryLength == ManifestEntry.HEAD_BYTES) {
            entryLength = ManifestEntry.lengthOf(entry, reader);
            if (entryLength < ManifestEntry.LEAST_BYTES || entryLength > ManifestEntry.MOST_BYTES) {
                throw broken("a path of " + (entryLength - ManifestEntry.HEAD_BYTES) + " bytes");
            }
            return;
        }
        ManifestEntry whole = ManifestEntry.read(reader.wrap(entry, 0, entryLength));
        entryBytes = 0;
        entryLength = ManifestEntry.HEAD_BYTES;
        count(whole.size());
        sink.onEntry(whole);
    }

    private void count(long size) throws WireException {
        entriesRead++;
        if (entriesRead > entries || size > bytes - bytesRead) {
            throw broken("more than was offered");
        }
        bytesRead += size;
    }

    private static WireException broken(String how) {
        return new WireException(CloseCause.PROTOCOL_ERROR, "a broken manifest: " + how);
    }
}
