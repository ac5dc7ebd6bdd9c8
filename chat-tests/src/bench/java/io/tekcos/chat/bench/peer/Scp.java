package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.bench.loop.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * scp to an sshd of its own, with keys of its own. Settings: the older protocol (-O), which has fewer answers a file to wait for;
 * the cheapest cipher of today; one connection, that is open already, for all rounds, as the library has its session.
 */
final class Scp implements FileLink {

    private final Path folder;
    private final String scp = Program.find("scp");
    private final int port;
    private final Process sshd;
    private final Process master;

    Scp() throws IOException, InterruptedException {
        folder = new Workshop().folder("ssh");
        port = Program.freePort();
        key("host");
        key("user");
        Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress %s
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                """.formatted(
                        port, Program.LOOPBACK, folder.resolve("host"), folder.resolve("user.pub")));
        sshd = Program.start(List.of(
                Program.find("sshd"),
                "-D",
                "-e",
                "-q",
                "-f",
                folder.resolve("sshd_config").toString()));
        Program.awaitPort(port);
        master = Program.start(with("ssh", "-o", "ControlMaster=yes", "-N", Program.LOOPBACK));
        Patience.await(() -> Files.exists(folder.resolve("control")), "a connection to sshd");
    }

    @Override
    public long send(Path what, Path into) throws Exception {
        long begin = System.nanoTime();
        Program.run(with(scp, "-O", "-q", "-r", what.toString(), Program.LOOPBACK + ":" + into));
        return System.nanoTime() - begin;
    }

    private void key(String name) throws IOException, InterruptedException {
        Program.run(List.of(
                Program.find("ssh-keygen"),
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve(name).toString()));
    }

    private List<String> with(String program, String... words) {
        List<String> command = new ArrayList<>(List.of(program, "-F", "none"));
        for (String option : List.of(
                "Port=" + port,
                "IdentityFile=" + folder.resolve("user"),
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null",
                "LogLevel=ERROR",
                "Ciphers=aes128-gcm@openssh.com",
                "Compression=no",
                "ControlPath=" + folder.resolve("control"))) {
            command.addAll(List.of("-o", option));
        }
        command.addAll(List.of(words));
        return command;
    }

    @Override
    public void close() {
        master.destroy();
        sshd.destroy();
    }
}
