package io.tekcos.chat.bench.bare;

import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.Transport;
import java.io.IOException;

/** The floor for a file: a loop at each end that reads, hashes once, sends or writes, each step when the one before is done. */
public final class BareTransport implements Transport {

    @Override
    public String description() {
        return "two blocking loops, JDK " + Runtime.version();
    }

    @Override
    public FileLink openFiles() throws IOException {
        return new BareFile();
    }
}
