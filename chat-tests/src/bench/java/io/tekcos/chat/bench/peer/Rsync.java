package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * rsync to a daemon of its own, without encryption. Settings: whole files, for there is nothing yet to compare them with; times are
 * kept, as by the library.
 */
final class Rsync implements FileLink {

    private final String rsync = Program.find("rsync");
    private final int port;
    private final Path arrivals;
    private final Process daemon;

    Rsync() throws IOException {
        port = Program.freePort();
        Workshop workshop = new Workshop();
        arrivals = workshop.arrivals();
        Path settings = workshop.folder("rsync").resolve("rsyncd.conf");
        Files.writeString(settings, """
                use chroot = no
                [arrived]
                path = %s
                read only = no
                uid = %s
                """.formatted(arrivals, System.getProperty("user.name")));
        daemon = Program.start(List.of(
                rsync,
                "--daemon",
                "--no-detach",
                "--address=" + Program.LOOPBACK,
                "--port=" + port,
                "--config=" + settings));
        Program.awaitPort(port);
    }

    @Override
    public long send(Path what, Path folder) throws Exception {
        if (!folder.equals(arrivals)) {
            throw new IllegalArgumentException("its daemon writes to " + arrivals);
        }
        String to = "rsync://" + Program.LOOPBACK + ":" + port + "/arrived/";
        long begin = System.nanoTime();
        Program.run(List.of(rsync, "-rtW", what.toString(), to));
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        daemon.destroy();
    }
}
