package io.tekcos.chat.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder in which a worker keeps what it sends and what has arrived; its driver makes and removes it. */
public final class Workshop {

    /** The system property that names it. */
    public static final String PROPERTY = "bench.workshop";

    private final Path folder = Path.of(System.getProperty(PROPERTY));
    private @Nullable Path sent;
    private int size;

    /** Makes something of a size in a folder. */
    @FunctionalInterface
    interface Maker {
        Path make(Path folder, int size) throws IOException;
    }

    /** One in it for something else. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** What is to be sent; the same again as long as the size is. */
    Path sent(Maker maker, int newSize) throws IOException {
        Path there = sent;
        if (there == null || size != newSize) {
            Trees.delete(folder.resolve("sent"));
            there = maker.make(Files.createDirectory(folder.resolve("sent")), newSize);
            sent = there;
            size = newSize;
        }
        return there;
    }

    /** Where it arrives. */
    public Path arrivals() {
        return folder.resolve("arrived");
    }

    /** The same, with nothing in it. */
    Path freshArrivals() throws IOException {
        Trees.delete(arrivals());
        return Files.createDirectory(arrivals());
    }
}
