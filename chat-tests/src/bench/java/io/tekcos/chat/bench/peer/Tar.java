package io.tekcos.chat.bench.peer;

import io.tekcos.chat.bench.loop.FileLink;
import java.nio.file.Path;
import java.util.List;

/** What there is to do without network and digests: one packs into a pipe, the other unpacks. Settings: blocks of 1 MiB. */
final class Tar implements FileLink {

    private static final String BLOCKING = "--blocking-factor=2048";

    private final String tar = Program.find("tar");

    @Override
    public long send(Path what, Path folder) throws Exception {
        String above = String.valueOf(what.getParent());
        long begin = System.nanoTime();
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(tar, BLOCKING, "-C", above, "-cf", "-", String.valueOf(what.getFileName())),
                new ProcessBuilder(tar, BLOCKING, "-C", folder.toString(), "-xf", "-")));
        for (Process process : pipeline) {
            Program.requireGood(process, "tar");
        }
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {}
}
