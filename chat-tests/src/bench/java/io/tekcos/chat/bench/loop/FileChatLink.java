package io.tekcos.chat.bench.loop;

import java.nio.file.Path;

/** Two ends of which the far one echoes texts, and keeps what files the near one sends meanwhile. */
public interface FileChatLink extends RoundTripLink {

    /** Begins to send a file, at so many bytes a second at most. */
    void beginFile(Path file, Path folder, long bytesPerSecond);

    /** Whether it is on its way yet. */
    boolean isSending();

    /** Blocks until the file is whole at the far end; returns how long it was on its way, in nanoseconds. */
    long endFile() throws Exception;
}
