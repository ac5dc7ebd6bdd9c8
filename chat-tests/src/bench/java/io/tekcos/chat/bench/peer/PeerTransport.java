package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.Transport;

/** A program that the machine has to have. */
public final class PeerTransport implements Transport {

    private final String description;
    private final Opener opener;

    @FunctionalInterface
    private interface Opener {
        FileLink open() throws Exception;
    }

    private PeerTransport(String description, Opener opener) {
        this.description = description;
        this.opener = opener;
    }

    public static Transport scp() {
        return new PeerTransport("scp -O -r, connected before, aes128-gcm", Scp::new);
    }

    public static Transport rsync() {
        return new PeerTransport("rsync -rtW to its daemon", Rsync::new);
    }

    public static Transport tar() {
        return new PeerTransport("tar through a pipe, no network", Tar::new);
    }

    public static Transport iperf3() {
        return new PeerTransport("iperf3 -l 1M, no files and no digests", Iperf3::new);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public FileLink openFiles() throws Exception {
        return opener.open();
    }
}
